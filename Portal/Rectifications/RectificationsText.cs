namespace Portal.Rectifications;

/// <summary>The words of the pages of rectification orders.</summary>
public sealed class RectificationsText;
