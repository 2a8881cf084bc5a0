namespace Portal.Standards;

/// <summary>The texts of the pages of standards.</summary>
public sealed class StandardsText;
