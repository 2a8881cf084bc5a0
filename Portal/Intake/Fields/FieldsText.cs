namespace Portal.Intake.Fields;

/// <summary>The words of the editor of mappings.</summary>
public sealed class FieldsText;
