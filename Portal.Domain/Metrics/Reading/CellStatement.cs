using System.Globalization;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Reading;

/// <summary>A statement for cells, its numbers, and where its rows go.</summary>
/// <param name="Text">The same for all statements of a shape, so that a server plans it once. @u are the units, @f and @l the ends of a span of periods; what stands from @each to @end, where they are there, is read for each of several spans; @b, where it is there, are both bases; @sum adds up.</param>
/// <param name="Columns">How many numbers a row has.</param>
internal sealed record CellStatement(string Text, int[] UnitIds, CellSpans Spans, int Columns, CellRow Take)
{
    private const int Keys = 4;

    /// <summary>What @b stands for.</summary>
    public static readonly IReadOnlyList<CellBasis> Bases = [CellBasis.Accepted, CellBasis.Closed];

    /// <summary>The cells of a reading, or their sums.</summary>
    public static CellStatement Of(CellReading reading, GatheredCells cells)
    {
        var (group, names) = (reading.Group, reading.Whole ? MeasureColumns.Names : MeasureColumns.CountNames);
        var several = reading.Spans.All.Count > 1;
        var measures = string.Join(", ", names.Select(name => reading.AddedUp ? $"@sum(\"{name}\")" : $"\"{name}\""));
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT "Basis", "UnitId", {(reading.AddedUp ? "MIN(\"Period\")" : "\"Period\"")}, "Key", {measures} FROM{(
                several ? " @each" : ""
            )} "MetricCells"
            WHERE "Dimension" = {(int)group.Shape.Dimension} AND "Stream" = {(int)group.Shape.Stream} AND "Basis" = {(
                reading.Bases == CellBases.Both ? "@b" : Number((int)reading.Bases)
            )}
              AND "UnitId" = @u AND "Period" BETWEEN @f AND @l{Only(group.Shape.Key)}{(several ? " @end" : "")}{(
                reading.AddedUp ? " GROUP BY \"Basis\", \"UnitId\", \"Key\"" : ""
            )}
            """
        );
        return new(text, group.UnitIds, reading.Spans, Keys + names.Count, row => Add(cells, group, row));
    }

    /// <summary>The first or last day on which something happened.</summary>
    public static CellStatement Of(EdgeSelection edge, GatheredCells cells)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT COALESCE({(edge.Last ? "MAX" : "MIN")}("Period"), 0) FROM "MetricCells"
            WHERE "Dimension" = {(int)CellDimension.Total} AND "Stream" = {(int)edge.Stream} AND "Basis" = {(int)
                edge.Basis} AND "UnitId" = @u
              AND "Period" BETWEEN @f AND @l AND ("Accepted" > 0 OR "Overdue" > 0)
            """
        );
        return new(
            text,
            [edge.UnitId],
            new(Days.ToNumber(PeriodRanges.Beginning), PeriodRanges.Through(edge.Through)),
            Columns: 1,
            row => cells.Add(edge, row[0] == 0 ? null : PeriodRanges.DayOf((int)row[0]))
        );
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Only(int? key) => key is { } only ? string.Create(CultureInfo.InvariantCulture, $" AND \"Key\" = {only}") : "";

    private static void Add(GatheredCells cells, CellGroup group, ReadOnlySpan<long> row)
    {
        var measures =
            row.Length == Keys + MeasureColumns.Count ? MeasureColumns.Read(row[Keys..]) : MeasureColumns.ReadCounts(row[Keys..]);
        cells.Add(group, (CellBasis)row[0], (int)row[1], (int)row[2], (int)row[3], measures);
    }
}
