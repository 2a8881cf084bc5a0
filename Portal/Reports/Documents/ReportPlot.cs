using System.Globalization;
using Portal.Charts;

namespace Portal.Reports.Documents;

/// <summary>The part of a table that a chart draws: the rows that are no totals, and the columns that are its series.</summary>
public sealed record ReportPlot(
    ReportChart Chart,
    IReadOnlyList<ReportColumn> Columns,
    IReadOnlyList<ReportPoint> Points,
    CultureInfo Culture
)
{
    // A metric has the same colour in every chart; the comparison is grey.
    private static readonly (string Word, string Colour)[] s_colours =
    [
        ("previous", "--compare"),
        ("yearBefore", "--compare"),
        ("lastYear", "--compare"),
        ("onTheSpot", "--metric-spot"),
        ("completion", "--metric-completion"),
        ("closed", "--metric-completion"),
        ("time", "--metric-time"),
        ("overdue", "--metric-overdue"),
        ("satisf", "--metric-satisfaction"),
        ("rated", "--metric-satisfaction"),
        ("accepted", "--metric-accepted"),
    ];

    private static readonly string[] s_others =
    [
        "--metric-spot",
        "--metric-accepted",
        "--metric-completion",
        "--metric-overdue",
        "--metric-time",
        "--metric-satisfaction",
    ];

    public bool HasValues => Points.Any(p => p.Values.Any(v => v is not null));

    /// <exception cref="InvalidOperationException">The chart names a column that its table has not.</exception>
    public static ReportPlot From(ReportChart chart, ReportTable table, CultureInfo culture)
    {
        int[] at = [.. chart.Series.Take(ChartModel.MostSeries).Select(table.IndexOf)];
        var category = table.IndexOf(chart.Category);
        var points = table
            .Rows.Where(r => !r.IsTotal)
            .Select(row => new ReportPoint(
                ReportNumbers.Write(table.Columns[category], row.Cells[category], culture),
                [.. at.Select(i => row.Cells[i].Number)],
                [.. at.Select(i => ReportNumbers.Write(table.Columns[i], row.Cells[i], culture))]
            ));
        return new(chart, [.. at.Select(i => table.Columns[i])], [.. points], culture);
    }

    public IReadOnlyList<ChartSeries> Series()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. Columns.Select(
                (column, s) =>
                    new ChartSeries(
                        column.Heading,
                        Colour(column.Code, taken),
                        [.. Points.Select(p => new ChartValue(p.Values[s], p.Texts[s]))],
                        LabelsLast: Chart.Kind == ReportChartKind.Line
                    )
            ),
        ];
    }

    public string? ReferenceText => Chart.Reference is { } reference ? ReportNumbers.Write(Columns[0], reference, Culture) : null;

    /// <param name="label">The label of the target line.</param>
    public ChartModel ToModel(Func<string, string> label) =>
        new()
        {
            Kind = Chart.Kind == ReportChartKind.Line ? ChartKind.Line : ChartKind.Column,
            Question = Chart.Title,
            Steps = [.. Points.Select(p => new ChartStep(p.Name, p.Name))],
            Series = Series(),
            Target = Chart.Reference is { } reference ? new(reference, label(ReferenceText!)) : null,
            Format = Columns[0].Kind is ReportColumnKind.Share or ReportColumnKind.Points or ReportColumnKind.Change
                ? ChartFormat.Percent
                : ChartFormat.Count,
        };

    private static string Colour(string code, HashSet<string> taken)
    {
        var own = Array.Find(s_colours, c => code.Contains(c.Word, StringComparison.OrdinalIgnoreCase)).Colour;
        var colour = own is not null && !taken.Contains(own) ? own : Array.Find(s_others, c => !taken.Contains(c)) ?? s_others[0];
        taken.Add(colour);
        return colour;
    }
}

/// <summary>One place on the axis.</summary>
public sealed record ReportPoint(string Name, IReadOnlyList<decimal?> Values, IReadOnlyList<string> Texts);
