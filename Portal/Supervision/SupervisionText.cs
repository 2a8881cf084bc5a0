namespace Portal.Supervision;

/// <summary>The words of the pages of cards.</summary>
public sealed class SupervisionText;
