using System.Globalization;
using Portal.Domain.Documents.Content;

namespace Portal.Domain.Documents.Charts;

/// <summary>What a chart in a file shows.</summary>
public sealed record ChartData
{
    /// <summary>Stands above it.</summary>
    public required string Title { get; init; }

    public required ReportChartKind Kind { get; init; }

    /// <summary>The language of its texts.</summary>
    public required CultureInfo Culture { get; init; }

    /// <summary>Along the axis, in order.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>The cells that hold the categories, such as <c>'Streets'!$A$2:$A$11</c>; null when they stand in the chart alone.</summary>
    public string? CategoriesReference { get; init; }

    public required IReadOnlyList<PlottedSeries> Series { get; init; }

    /// <summary>How numbers are shown on the axis and beside points, as spreadsheets write it: <c>0.0%</c>.</summary>
    public required string FormatCode { get; init; }

    /// <summary>Numbers are parts of 1.</summary>
    public bool IsShare { get; init; }

    /// <summary>A value drawn as a dashed line across; null for none.</summary>
    public decimal? Reference { get; init; }

    /// <summary>What the legend calls the line; null with no reference.</summary>
    public string? ReferenceName { get; init; }

    /// <summary>The cells that hold the reference once for each category, and the one that holds its name; null when they stand in the chart alone. Some programs draw nothing that has no cells.</summary>
    public (string Name, string Values)? ReferenceCells { get; init; }

    /// <summary>There is nothing to draw: no category, or not one value.</summary>
    public bool IsEmpty => Categories.Count == 0 || Series.All(s => s.Values.All(v => v is null));

    /// <summary>The chart with the numbers of its table, totals left out, without references to cells. Percentage points are drawn as points, not as parts of 1.</summary>
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
    /// <summary>The cell that holds the name; null when it stands in the chart alone.</summary>
    public string? NameReference { get; init; }

    /// <summary>The cells that hold the values; null when they stand in the chart alone.</summary>
    public string? ValuesReference { get; init; }
}
