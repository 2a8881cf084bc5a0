using System.Globalization;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Reading;

/// <summary>An SQL statement that reads cells, with its parameters and the callback for its rows.</summary>
/// <param name="Text">
/// A template, equal for all statements of a shape so that a server plans it once. Each database replaces the placeholders: <c>@u</c> by
/// the units, <c>@f</c> and <c>@l</c> by the ends of a span of periods, <c>@b</c> (optional) by both bases, <c>@sum</c> by the sum
/// function. The part from <c>@each</c> to <c>@end</c> (optional) is evaluated for each of several spans.
/// </param>
/// <param name="Columns">Number of columns; all are numbers.</param>
internal sealed record CellStatement(string Text, int[] UnitIds, CellSpans Spans, int Columns, CellRow Take)
{
    private const int Keys = 4;

    /// <summary>The bases of the placeholder <c>@b</c>.</summary>
    public static readonly IReadOnlyList<CellBasis> Bases = [CellBasis.Accepted, CellBasis.Closed];

    /// <summary>The statement for a request; its rows are added to <paramref name="cells"/>.</summary>
    public static CellStatement Of(CellRequest request, LoadedCells cells)
    {
        var (group, names) = (request.Group, request.AllMeasures ? MeasureColumns.Names : MeasureColumns.CountNames);
        var several = request.Spans.All.Count > 1;
        var measures = string.Join(", ", names.Select(name => request.Summed ? $"@sum(\"{name}\")" : $"\"{name}\""));
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT "Basis", "UnitId", {(request.Summed ? "MIN(\"Period\")" : "\"Period\"")}, "Key", {measures} FROM{(
                several ? " @each" : ""
            )} "MetricCells"
            WHERE "Dimension" = {(int)group.Shape.Dimension} AND "Stream" = {(int)group.Shape.Stream} AND "Basis" = {(
                request.Bases == CellBases.Both ? "@b" : Number((int)request.Bases)
            )}
              AND "UnitId" = @u AND "Period" BETWEEN @f AND @l{Only(group.Shape.Key)}{(several ? " @end" : "")}{(
                request.Summed ? " GROUP BY \"Basis\", \"UnitId\", \"Key\"" : ""
            )}
            """
        );
        return new(text, group.UnitIds, request.Spans, Keys + names.Count, row => Add(cells, group, row));
    }

    /// <summary>The statement for a first or last day; the result is added to <paramref name="cells"/>.</summary>
    public static CellStatement Of(EdgeSelection edge, LoadedCells cells)
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

    private static void Add(LoadedCells cells, CellGroup group, ReadOnlySpan<long> row)
    {
        var measures =
            row.Length == Keys + MeasureColumns.Count ? MeasureColumns.Read(row[Keys..]) : MeasureColumns.ReadCounts(row[Keys..]);
        cells.Add(group, (CellBasis)row[0], (int)row[1], (int)row[2], (int)row[3], measures);
    }
}
