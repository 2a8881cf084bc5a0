namespace Portal.Intake.Entry;

/// <summary>The texts of the page on which records are entered one by one.</summary>
public sealed class EntryText;
