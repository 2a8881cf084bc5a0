namespace Portal.Demonstration;

/// <summary>The texts of the demonstration.</summary>
public sealed class DemonstrationText;
