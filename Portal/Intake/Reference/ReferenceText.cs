namespace Portal.Intake.Reference;

/// <summary>The words of the page of units, items and calendar.</summary>
public sealed class ReferenceText;
