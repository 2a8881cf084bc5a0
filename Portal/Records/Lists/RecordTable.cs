using Microsoft.Extensions.Localization;
using Portal.Domain.Catalogue;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;
using Portal.Metrics;

namespace Portal.Records.Lists;

/// <summary>
/// A list of records as a table for files: the columns that its address shows, one row a record, in local time, limits in days.
/// </summary>
internal sealed class RecordTable(
    RecordsAddress address,
    ReferenceData reference,
    DistrictTime time,
    IStringLocalizer<RecordsText> text,
    IStringLocalizer<MetricsText> metrics
)
{
    private readonly RecordFormatter _format = new(reference, time, text, metrics);

    /// <summary>What the page has in one column may be two in a file: a unit's code and its name.</summary>
    private readonly IReadOnlyList<FileColumn> _columns =
    [
        .. Columns(address.Stream).Where(c => c.Of is not { } shown || address.Shows(shown)),
    ];

    /// <summary>The columns, without rows.</summary>
    public ReportTable Head =>
        new(
            "records",
            text[address.Stream == RecordStream.Cases ? "cases.title" : "appeals.title"],
            [.. _columns.Select(c => new ReportColumn(c.Code, text[c.Word], c.Kind, c.Decimals))],
            []
        );

    public ReportRow Row(FoundRecord found) =>
        new($"{found.Source}/{found.Record.CaseNo}", [.. _columns.Select(c => c.Cell(_format, found))]);

    private static IEnumerable<FileColumn> Columns(RecordStream stream)
    {
        yield return new(RecordColumn.Source, "source", (_, found) => ReportCell.Of(found.Source));
        yield return new(null, "caseNo", (_, found) => ReportCell.Of(found.Record.CaseNo));
        yield return new(RecordColumn.Unit, "unitCode", (format, found) => ReportCell.Of(format.UnitCode(found.Record)));
        yield return new(RecordColumn.Unit, "unit", (format, found) => ReportCell.Of(format.Unit(found.Record)));
        yield return new(RecordColumn.Item, "itemCode", (format, found) => Text(format.ItemCode(found.Record)));
        yield return new(
            RecordColumn.Item,
            "item",
            (format, found) => Text(found.Record.ItemId is null ? null : format.Item(found.Record))
        );
        yield return new(
            RecordColumn.Item,
            "department",
            (format, found) => Text(found.Record.DepartmentId is null ? null : format.Department(found.Record))
        );
        yield return new(RecordColumn.Channel, "channel", (format, found) => ReportCell.Of(format.Channel(found.Record.Channel)));
        yield return new(RecordColumn.Accepted, "accepted", (format, found) => ReportCell.Of(format.Instant(found.Record.AcceptedAt)));
        yield return new(RecordColumn.Due, "due", (format, found) => Instant(format, found.Record.DueAt)) { Word = "dueAt" };
        yield return new(RecordColumn.Closed, "closed", (format, found) => Instant(format, found.Record.ClosedAt));
        yield return new(RecordColumn.State, "state", (format, found) => ReportCell.Of(format.State(found.Record)));
        yield return new(
            RecordColumn.Outcome,
            "outcome",
            (format, found) => Text(found.Record.Outcome is null ? null : format.Outcome(found.Record.Outcome))
        );
        yield return new(RecordColumn.Used, "used", (_, found) => ReportCell.Of(InDays(found.Record.UsedMinutes)))
        {
            Kind = ReportColumnKind.Number,
            Decimals = 2,
        };
        yield return new(RecordColumn.Used, "limit", (_, found) => ReportCell.Of(InDays(found.Record.StatutoryMinutes)))
        {
            Kind = ReportColumnKind.Number,
            Decimals = 2,
        };
        yield return new(RecordColumn.Rating, "rating", (_, found) => ReportCell.Of(found.Record.Satisfaction))
        {
            Kind = ReportColumnKind.Number,
        };
        yield return new(
            RecordColumn.Mode,
            "mode",
            (format, found) => Text(found.Record.ServiceMode is null ? null : format.Mode(found.Record.ServiceMode))
        );
        if (stream == RecordStream.Appeals)
        {
            yield return new(
                RecordColumn.AppealSource,
                "appealSource",
                (format, found) => Text(found.Record.AppealSource is null ? null : format.Origin(found.Record.AppealSource))
            );
        }
    }

    private static ReportCell Instant(RecordFormatter format, DateTimeOffset? instant) =>
        Text(instant is { } at ? format.Instant(at) : null);

    private static ReportCell Text(string? text) => text is null ? ReportCell.Of((decimal?)null) : ReportCell.Of(text);

    private static decimal? InDays(int? minutes) => minutes is { } value ? (decimal)value / LimitRules.MinutesPerDay : null;

    /// <param name="Of">The page's column that shows or hides it; null for one that is always there.</param>
    /// <param name="Code">Its name in files.</param>
    private sealed record FileColumn(RecordColumn? Of, string Code, Func<RecordFormatter, FoundRecord, ReportCell> Cell)
    {
        /// <summary>The key of its heading.</summary>
        public string Word { get; init; } = Code;

        public ReportColumnKind Kind { get; init; } = ReportColumnKind.Text;

        public int Decimals { get; init; }
    }
}
