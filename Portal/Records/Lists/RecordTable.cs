using Microsoft.Extensions.Localization;
using Portal.Domain.Catalogue;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;
using Portal.Metrics;

namespace Portal.Records.Lists;

/// <summary>A list of records as a table for files: one row a record, in local time, limit times in days.</summary>
internal sealed class RecordTable(
    RecordStream stream,
    ReferenceData reference,
    DistrictTime time,
    IStringLocalizer<RecordsText> text,
    IStringLocalizer<MetricsText> metrics
)
{
    private readonly RecordFormatter _format = new(reference, time, text, metrics);

    /// <summary>The columns, without rows.</summary>
    public ReportTable Head =>
        new(
            "records",
            text[stream == RecordStream.Cases ? "cases.title" : "appeals.title"],
            [.. Columns.Select(c => new ReportColumn(c.Code, text[c.Word], c.Kind, c.Decimals))],
            []
        );

    private static IEnumerable<(string Code, string Word, ReportColumnKind Kind, int Decimals)> Columns =>
        [
            ("source", "source", ReportColumnKind.Text, 0),
            ("caseNo", "caseNo", ReportColumnKind.Text, 0),
            ("unitCode", "unitCode", ReportColumnKind.Text, 0),
            ("unit", "unit", ReportColumnKind.Text, 0),
            ("itemCode", "itemCode", ReportColumnKind.Text, 0),
            ("item", "item", ReportColumnKind.Text, 0),
            ("department", "department", ReportColumnKind.Text, 0),
            ("channel", "channel", ReportColumnKind.Text, 0),
            ("accepted", "accepted", ReportColumnKind.Text, 0),
            ("due", "dueAt", ReportColumnKind.Text, 0),
            ("closed", "closed", ReportColumnKind.Text, 0),
            ("state", "state", ReportColumnKind.Text, 0),
            ("outcome", "outcome", ReportColumnKind.Text, 0),
            ("used", "used", ReportColumnKind.Number, 2),
            ("limit", "limit", ReportColumnKind.Number, 2),
            ("rating", "rating", ReportColumnKind.Number, 0),
            ("mode", "mode", ReportColumnKind.Text, 0),
            ("appealSource", "appealSource", ReportColumnKind.Text, 0),
        ];

    public ReportRow Row(FoundRecord found)
    {
        var record = found.Record;
        return new(
            $"{found.Source}/{record.CaseNo}",
            [
                ReportCell.Of(found.Source),
                ReportCell.Of(record.CaseNo),
                ReportCell.Of(_format.UnitCode(record)),
                ReportCell.Of(_format.Unit(record)),
                Text(_format.ItemCode(record)),
                Text(record.ItemId is null ? null : _format.Item(record)),
                Text(record.DepartmentId is null ? null : _format.Department(record)),
                ReportCell.Of(_format.Channel(record.Channel)),
                ReportCell.Of(_format.Instant(record.AcceptedAt)),
                Text(record.DueAt is null ? null : _format.Instant(record.DueAt)),
                Text(record.ClosedAt is null ? null : _format.Instant(record.ClosedAt)),
                ReportCell.Of(_format.State(record)),
                Text(record.Outcome is null ? null : _format.Outcome(record.Outcome)),
                ReportCell.Of(Days(record.UsedMinutes)),
                ReportCell.Of(Days(record.StatutoryMinutes)),
                ReportCell.Of(record.Satisfaction),
                Text(record.ServiceMode is null ? null : _format.Mode(record.ServiceMode)),
                Text(record.AppealSource is null ? null : _format.Origin(record.AppealSource)),
            ]
        );
    }

    private static ReportCell Text(string? text) => text is null ? ReportCell.Of((decimal?)null) : ReportCell.Of(text);

    private static decimal? Days(int? minutes) => minutes is { } value ? (decimal)value / LimitRules.MinutesPerDay : null;
}
