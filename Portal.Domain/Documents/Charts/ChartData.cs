using System.Globalization;
using Portal.Domain.Documents.Content;

namespace Portal.Domain.Documents.Charts;

/// <summary>The content of a chart in a file.</summary>
public sealed record ChartData
{
    /// <summary>Shown above the chart.</summary>
    public required string Title { get; init; }

    public required ReportChartKind Kind { get; init; }

    /// <summary>The language of its texts.</summary>
    public required CultureInfo Culture { get; init; }

    /// <summary>Along the axis, in order.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>The cells of the categories, such as <c>'Streets'!$A$2:$A$11</c>; null when only the chart has them.</summary>
    public string? CategoriesReference { get; init; }

    public required IReadOnlyList<PlottedSeries> Series { get; init; }

    /// <summary>The format of numbers on the axis and beside points, in the code of spreadsheets: <c>0.0%</c>.</summary>
    public required string FormatCode { get; init; }

    /// <summary>Numbers are parts of 1.</summary>
    public bool IsShare { get; init; }

    /// <summary>A value drawn as a dashed line across; null for none.</summary>
    public decimal? Reference { get; init; }

    /// <summary>The line's name in the legend; null without a reference.</summary>
    public string? ReferenceName { get; init; }

    /// <summary>
    /// The cell of the reference's name, and the cells that repeat its value for each category; null when only the chart has them. Some
    /// programs draw nothing without cells.
    /// </summary>
    public (string Name, string Values)? ReferenceCells { get; init; }

    /// <summary>Nothing to draw: no category, or not one value.</summary>
    public bool IsEmpty => Categories.Count == 0 || Series.All(s => s.Values.All(v => v is null));

    /// <summary>
    /// The chart with the numbers of its table, without totals and references to cells. Percentage points are drawn as points, not as parts
    /// of 1.
    /// </summary>
    /// <exception cref="InvalidOperationException">The document has no such table, or the table no such column.</exception>
    public static ChartData Of(ReportDocument document, ReportChart chart)
    {
        var table = document.Table(chart.Table);
        var rows = table.Rows.Where(r => !r.IsTotal).ToList();
        var category = table.IndexOf(chart.Category);
        var columns = chart.Series.Select(code => table.Columns[table.IndexOf(code)]).ToList();
        return new()
        {
            Title = chart.Title,
            Kind = chart.Kind,
            Culture = document.Culture,
            Categories = [.. rows.Select(r => ReportNumbers.Write(table.Columns[category], r.Cells[category], document.Culture))],
            Series =
            [
                .. columns.Select(c => new PlottedSeries(
                    c.Heading,
                    [.. rows.Select(r => r.Cells[table.IndexOf(c.Code)].Number * ChartFormats.Scale(c))]
                )),
            ],
            FormatCode = ChartFormats.Of(columns[0]),
            IsShare = columns[0].Kind == ReportColumnKind.Share,
            Reference = chart.Reference * ChartFormats.Scale(columns[0]),
            ReferenceName = chart.Reference is { } value ? ChartFormats.ReferenceName(columns[0], value, document.Culture) : null,
        };
    }
}

/// <summary>One series: a value for each category, null where there is none.</summary>
public sealed record PlottedSeries(string Name, IReadOnlyList<decimal?> Values)
{
    /// <summary>The cell of the name; null when only the chart has it.</summary>
    public string? NameReference { get; init; }

    /// <summary>The cells of the values; null when only the chart has them.</summary>
    public string? ValuesReference { get; init; }
}
