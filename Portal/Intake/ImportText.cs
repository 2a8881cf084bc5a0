namespace Portal.Intake;

/// <summary>The words of the import page.</summary>
public sealed class ImportText;
