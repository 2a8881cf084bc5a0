using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;

namespace Portal.Intake;

/// <summary>The first rows as an import would read them, with their errors.</summary>
public sealed partial class PreviewTable
{
    private static readonly RecordField[] s_all =
    [
        RecordField.CaseNo,
        RecordField.UnitCode,
        RecordField.ItemCode,
        RecordField.Channel,
        RecordField.AcceptedAt,
        RecordField.ClosedAt,
        RecordField.Outcome,
        RecordField.DueAt,
        RecordField.Satisfaction,
        RecordField.AppealSource,
        RecordField.FirstReplyAt,
        RecordField.Source,
    ];

    /// <summary>Null while the rows are read.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ParsedRow>? Rows { get; set; }

    [Parameter, EditorRequired]
    public RecordStream Stream { get; set; }

    private IEnumerable<RecordField> Shown => s_all.Where(RecordFields.Of(Stream).Contains);

    private string State(ParsedRow row) => row.Errors.Count == 0 ? Text["ok"] : string.Join(' ', row.Errors.Select(e => e.Message));

    private string? Cell(ParsedRow row, RecordField field) =>
        row.Input is not { } input
            ? null
            : field switch
            {
                RecordField.CaseNo => input.CaseNo,
                RecordField.UnitCode => input.UnitCode,
                RecordField.ItemCode => input.ItemCode,
                RecordField.Channel => ValueSpellings.Channels.Names[(int)input.Channel - 1],
                RecordField.AcceptedAt => When(input.AcceptedAt),
                RecordField.ClosedAt => When(input.ClosedAt),
                RecordField.Outcome => input.Outcome is { } outcome ? ValueSpellings.Outcomes.Names[(int)outcome - 1] : null,
                RecordField.DueAt => When(input.DueAt),
                RecordField.Satisfaction => input.Satisfaction?.ToString(CultureInfo.CurrentCulture),
                RecordField.AppealSource => input.AppealSource is { } source ? ValueSpellings.AppealSources.Names[(int)source - 1] : null,
                RecordField.FirstReplyAt => When(input.FirstReplyAt),
                RecordField.Source => input.Source,
                RecordField.Suspensions
                or RecordField.ExtensionDays
                or RecordField.ServiceMode
                or RecordField.UpdatedAt
                or RecordField.UnitName
                or RecordField.ItemName
                or RecordField.DepartmentCode
                or RecordField.DepartmentName => null, // not shown, see s_all
            };

    private string? When(DateTimeOffset? at) =>
        at is { } known ? Time.ToLocal(known).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : null;
}
