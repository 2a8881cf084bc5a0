using Portal.Domain.Intake.Rows;
using Portal.Intake.Fields;

namespace Portal.Intake;

/// <summary>One field of records in the editor of a mapping.</summary>
public sealed class FieldDraft(RecordField field) : SourceDraft
{
    public RecordField Field { get; } = field;

    /// <inheritdoc/>
    public override string Name => RecordFields.NameOf(Field);

    /// <inheritdoc/>
    public override string Label => FieldNames.Of(Field);

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Codes { get; } =
        field switch
        {
            RecordField.Channel => ValueSpellings.Channels.Codes,
            RecordField.Outcome => ValueSpellings.Outcomes.Codes,
            RecordField.Satisfaction => ValueSpellings.Grades.Codes,
            RecordField.ServiceMode => ValueSpellings.ServiceModes.Codes,
            RecordField.AppealSource => ValueSpellings.AppealSources.Codes,
            RecordField.Source
            or RecordField.CaseNo
            or RecordField.UnitCode
            or RecordField.ItemCode
            or RecordField.AcceptedAt
            or RecordField.ClosedAt
            or RecordField.DueAt
            or RecordField.Suspensions
            or RecordField.ExtensionDays
            or RecordField.FirstReplyAt
            or RecordField.UpdatedAt
            or RecordField.UnitName
            or RecordField.ItemName
            or RecordField.DepartmentCode
            or RecordField.DepartmentName => null,
        };

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Names { get; } =
        field switch
        {
            RecordField.Channel => ValueSpellings.Channels.Names,
            RecordField.Outcome => ValueSpellings.Outcomes.Names,
            RecordField.Satisfaction => ValueSpellings.Grades.Names,
            RecordField.ServiceMode => ValueSpellings.ServiceModes.Names,
            RecordField.AppealSource => ValueSpellings.AppealSources.Names,
            RecordField.Source
            or RecordField.CaseNo
            or RecordField.UnitCode
            or RecordField.ItemCode
            or RecordField.AcceptedAt
            or RecordField.ClosedAt
            or RecordField.DueAt
            or RecordField.Suspensions
            or RecordField.ExtensionDays
            or RecordField.FirstReplyAt
            or RecordField.UpdatedAt
            or RecordField.UnitName
            or RecordField.ItemName
            or RecordField.DepartmentCode
            or RecordField.DepartmentName => null,
        };
}
