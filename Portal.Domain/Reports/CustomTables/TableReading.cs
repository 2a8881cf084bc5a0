using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;

namespace Portal.Domain.Reports.CustomTables;

/// <summary>One row of what was read.</summary>
internal sealed record TablePart(string Key, string Name, FigureSet Figures);

/// <summary>Reads the rows of one question, for any period.</summary>
/// <remarks>The unit is within the actor's scope; units that hung below it in the period belong to its figures wherever they hang today.</remarks>
internal sealed class TableReading(IMetricsReader metrics, ReferenceData reference, TableQuery query, Unit unit)
{
    // Only these are kept of units and months as a whole.
    private bool Reports =>
        query.Channel is null
        && query.Rows is TableRows.Units or TableRows.Months
        && query.Metrics.Any(m => m is MetricName.Completeness or MetricName.Timeliness);

    /// <summary>Ordered by key; parts without a record are left out.</summary>
    public async Task<IReadOnlyList<TablePart>> PartsAsync(MetricPeriod period, CancellationToken cancellation)
    {
        if (query.Rows != TableRows.Units)
            return [.. (await metrics.ReadAsync(UnitScope.Everything, Ask(unit.Id, period, By), cancellation)).Select(Part)];
        var parts = new List<TablePart>();
        foreach (var parent in Parents(unit.Id))
        {
            var below = await metrics.ReadAsync(UnitScope.Everything, Ask(parent, period, MetricBy.Unit), cancellation);
            parts.AddRange(
                below.Where(r => query.Level is null || reference.Units.VersionAt(r.UnitId, period.To).Kind == query.Level).Select(Part)
            );
        }
        return [.. parts.OrderBy(p => p.Key, StringComparer.Ordinal)];
    }

    public async Task<FigureSet> TotalAsync(MetricPeriod period, CancellationToken cancellation) =>
        (await metrics.ReadAsync(UnitScope.Everything, Ask(unit.Id, period, MetricBy.None), cancellation)) is [var row, ..]
            ? row.Figures
            : new();

    /// <summary>Names of units that are asked for and in force at the end of the period, but not among the parts.</summary>
    public IReadOnlyList<string> Without(IReadOnlyCollection<TablePart> parts)
    {
        if (query.Rows != TableRows.Units)
            return [];
        var (there, day) = (parts.Select(p => p.Key).ToHashSet(StringComparer.Ordinal), query.Key!.Period.To);
        return
        [
            .. Parents(unit.Id)
                .SelectMany(parent => reference.Units.ChildrenAt(parent, day))
                .Where(u => (query.Level is not { } level || reference.Units.VersionAt(u.Id, day).Kind == level) && !there.Contains(u.Code))
                .Select(u => reference.Units.NameAt(u.Id, day)),
        ];
    }

    private MetricBy By =>
        query.Rows switch
        {
            TableRows.Months => MetricBy.Month,
            TableRows.Items => MetricBy.Item,
            TableRows.Channels => MetricBy.Channel,
            _ => MetricBy.Department,
        };

    private MetricQuery Ask(int unitId, MetricPeriod period, MetricBy by) =>
        new()
        {
            UnitId = unitId,
            Period = period,
            Stream = query.Stream,
            By = by,
            Basis = query.Basis,
            Structure = query.Structure,
            Channel = query.Channel,
            Reporting = Reports,
        };

    /// <summary>The units whose children are asked for: the unit alone, or with a level every one that ever had children of it.</summary>
    private IEnumerable<int> Parents(int id)
    {
        if (query.Level is not { } level)
            return [id];
        var below = reference.Units.EverChildren(id);
        var own = below.Any(child => reference.Units.VersionAt(child, query.Key!.Period.To).Kind == level) ? [id] : (int[])[];
        return own.Concat(below.SelectMany(Parents)).Distinct();
    }

    private static TablePart Part(MetricRow row) => new(row.Key, row.KeyName, row.Figures);
}
