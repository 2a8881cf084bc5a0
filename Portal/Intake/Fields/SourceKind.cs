namespace Portal.Intake.Fields;

/// <summary>The kind of a field's source.</summary>
public enum SourceKind
{
    None,
    Column,
    Template,
    Constant,
}
