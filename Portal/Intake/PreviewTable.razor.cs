using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Rows;

namespace Portal.Intake;

/// <summary>
/// The first rows under the file's own columns, each cell as it is written and, where that differs, as it is read; with every problem at
/// the cell that it concerns.
/// </summary>
public sealed partial class PreviewTable
{
    private bool _allColumns;

    /// <summary>Null while the rows are read.</summary>
    [Parameter, EditorRequired]
    public required ImportSample? Sample { get; set; }

    private IReadOnlyList<int> Shown(ImportSample sample) => _allColumns ? Named(sample) : Ordinary(sample);

    /// <summary>The columns that are imported, and those with a problem.</summary>
    private static List<int> Ordinary(ImportSample sample) =>
        Named(sample).FindAll(at => sample.Columns[at].Fields.Count > 0 || sample.Rows.Any(row => row.OfCells.ContainsKey(at)));

    private static List<int> Named(ImportSample sample) =>
        [
            .. Enumerable
                .Range(0, sample.Columns.Count)
                .Where(at =>
                    (sample.Columns[at].Name.Length > 0 && !RecordFields.IsErrors(sample.Columns[at].Name))
                    || sample.Rows.Any(row => row.OfCells.ContainsKey(at))
                ),
        ];

    private static string NameOf(SampleColumn column, int at) =>
        column.Name.Length > 0 ? column.Name : (at + 1).ToString(CultureInfo.CurrentCulture);

    /// <summary>The fields read from a column, unless it is called so itself.</summary>
    private static string Meaning(SampleColumn column) =>
        string.Join(
            " · ",
            column.Fields.Select(FieldNames.Of).Where(name => !name.Equals(column.Name, StringComparison.OrdinalIgnoreCase))
        );

    /// <summary>What the import reads in a cell; null when it is what is written there, or the row cannot be read.</summary>
    private string? ReadAs(ParsedRow row, SampleColumn column, int at) =>
        row.Input is { } input
        && column.Fields.Select(field => Read(input, field)).FirstOrDefault(read => read is not null) is { } value
        && value != row.Fields.ElementAtOrDefault(at)
            ? value
            : null;

    private string? Read(RecordInput input, RecordField field) =>
        field switch
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
            or RecordField.DepartmentName => null, // kept as they are written, or read by rules that a cell cannot show
        };

    private string? When(DateTimeOffset? at) => at is { } known ? Time.ToText(known) : null;
}
