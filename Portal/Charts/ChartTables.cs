namespace Portal.Charts;

/// <summary>Converts charts to tables for export.</summary>
internal static class ChartTables
{
    /// <param name="step">The heading of the steps.</param>
    public static ReportTable Of(ChartModel model, string step) =>
        new(
            "chart",
            model.Question,
            [
                new("step", step, ReportColumnKind.Text),
                .. model.Series.Select(
                    (s, i) =>
                        new ReportColumn(
                            $"series{i + 1}",
                            s.Name,
                            model.Format == ChartFormat.Percent ? ReportColumnKind.Share : ReportColumnKind.Number,
                            Decimals(s)
                        )
                ),
            ],
            [
                .. model.Steps.Select(
                    (s, i) =>
                        new ReportRow(
                            s.Name,
                            [ReportCell.Of(s.Name), .. model.Series.Select(series => ReportCell.Of(series.Values[i].Value))]
                        )
                ),
            ]
        )
        {
            Notes = model.Target is { } target ? [target.Label] : [],
        };

    // As many decimals as the chart shows.
    private static int Decimals(ChartSeries series)
    {
        var text = series.Values.Where(v => v.Value is not null).Select(v => v.Text.TrimEnd('%')).FirstOrDefault("");
        var point = text.LastIndexOf('.');
        return point < 0 ? 0 : text.Length - point - 1;
    }
}
