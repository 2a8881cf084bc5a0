using System.Text.Json;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Reports.Monthly.Wording;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.CustomTables;

/// <summary>Converts figures to columns and cells.</summary>
internal sealed class TableLines(TableQuery query, ReportWords words)
{
    private readonly TableTexts _texts = new(words);
    private readonly int _decimals = ReportWords.Decimals(query.Stream);

    public IReadOnlyList<ReportColumn> Columns =>
        [
            new("name", _texts.Heading(query), ReportColumnKind.Text),
            .. query.ByMonth
                ? query.Key!.Period.Months.Select(m =>
                    Column(query.Metrics[0], Days.ToMonthText(m), query.From.Year == query.To.Year ? words.MonthAlone(m) : words.Month(m))
                )
                : query.Metrics.SelectMany(ColumnsOf),
        ];

    /// <summary>The name shown of a row.</summary>
    public string Name(string key, string name) => _texts.Name(query, key, name);

    public ReportRow Row(string key, string name, FigureSet figures) =>
        new(key.Length == 0 ? "-" : key, [ReportCell.Of(Name(key, name)), .. Cells(figures)]);

    /// <summary>One cell for each column but the first.</summary>
    public IReadOnlyList<ReportCell> Cells(FigureSet figures) =>
        [.. query.Metrics.SelectMany(metric => Cells(metric, MetricFormulas.Of(metric, figures)))];

    /// <summary>A metric's value; “not applicable” when the part has no such metric.</summary>
    public ReportCell Value(MetricName metric, FigureSet figures) => Cell(MetricFormulas.Of(metric, figures));

    /// <summary>The total's cells: a cell has a value only where the rows of its metric add up to the total.</summary>
    public IReadOnlyList<ReportCell> TotalCells(FigureSet total, IReadOnlyList<FigureSet> parts) =>
        [
            .. query.Metrics.SelectMany(metric =>
                AddsUp(metric, total, parts)
                    ? Cells(metric, MetricFormulas.Of(metric, total))
                    : Cells(metric, default).Select(_ => ReportCell.Of((decimal?)null))
            ),
        ];

    /// <inheritdoc cref="TotalCells"/>
    public ReportCell TotalValue(MetricName metric, FigureSet total, IReadOnlyList<FigureSet> parts) =>
        AddsUp(metric, total, parts) ? Value(metric, total) : ReportCell.Of((decimal?)null);

    /// <summary>Null when there are no rows, or nothing adds up.</summary>
    public ReportRow? Total(IReadOnlyList<ReportRow> rows, IReadOnlyList<ReportCell> totals) =>
        rows.Count > 1 && totals.Any(c => c.Number is not null)
            ? new("", [ReportCell.Of(_texts.Total), .. totals]) { IsTotal = true }
            : null;

    // A case open at the end of one month is counted again at the end of the next: even if the numbers happen to agree, they do not add up.
    private bool AddsUp(MetricName metric, FigureSet total, IReadOnlyList<FigureSet> parts)
    {
        if (metric == MetricName.Backlog && query.Rows == TableRows.Months)
            return false;
        var whole = MetricFormulas.Of(metric, total);
        List<MetricValue> values = [.. parts.Select(p => MetricFormulas.Of(metric, p))];
        return whole.Numerator is not null
            && values.Sum(v => v.Numerator ?? 0) == whole.Numerator
            && values.Sum(v => v.Denominator ?? 0) == (whole.Denominator ?? 0);
    }

    private IEnumerable<ReportColumn> ColumnsOf(MetricName metric)
    {
        var code = JsonNamingPolicy.CamelCase.ConvertName(metric.ToString());
        var column = Column(metric, code, words.Name(metric));
        if (!query.WithParts || !IsShare(metric))
            return [column];
        var decimals = InDays(metric) ? 1 : 0;
        return
        [
            new(code + "Numerator", _texts.Numerator(words.Name(metric)), ReportColumnKind.Number, decimals),
            new(code + "Denominator", _texts.Denominator(words.Name(metric)), ReportColumnKind.Number, decimals),
            column with
            {
                Quotient = new(code + "Numerator", code + "Denominator"),
            },
        ];
    }

    private IEnumerable<ReportCell> Cells(MetricName metric, MetricValue value) =>
        query.WithParts && IsShare(metric) ? [Part(value, value.Numerator), Part(value, value.Denominator), Cell(value)] : [Cell(value)];

    private ReportColumn Column(MetricName metric, string code, string heading) =>
        IsShare(metric) ? new(code, heading, ReportColumnKind.Share, _decimals) : new(code, heading, ReportColumnKind.Number);

    private static ReportCell Part(MetricValue value, decimal? part) =>
        value.Numerator is null && value.Denominator is null ? ReportCell.NotApplicable : ReportCell.Of(part);

    private static ReportCell Cell(MetricValue value) =>
        value is { Value: null, Numerator: null, Denominator: null } ? ReportCell.NotApplicable : ReportCell.Of(value.Value);

    private static bool IsShare(MetricName metric) =>
        metric
            is not (
                MetricName.Accepted
                or MetricName.Closed
                or MetricName.Overdue
                or MetricName.Withdrawn
                or MetricName.NotAccepted
                or MetricName.Backlog
                or MetricName.ZeroOverdueDays
            );

    private static bool InDays(MetricName metric) => metric is MetricName.TimeRatio or MetricName.PromisedTimeRatio;
}
