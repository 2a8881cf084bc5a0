using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Reports.Monthly.Wording;

namespace Portal.Domain.Reports.CustomTables;

/// <summary>One row of figures; the key of what a unit holds itself is no unit's code.</summary>
internal sealed record TablePart(string Key, string Name, FigureSet Figures);

/// <summary>Reads the rows of one query, for any period.</summary>
/// <remarks>
/// The unit is within the actor's scope; units that were below it in the period belong to its figures wherever they are today.
/// </remarks>
internal sealed class TableFigures(IMetricsReader metrics, ReferenceData reference, TableQuery query, Unit unit, ReportWords words)
{
    // Reported figures exist only for units and months as a whole.
    private bool IncludesReporting =>
        query.Channel is null
        && query.Rows is TableRows.Units or TableRows.Months
        && query.Metrics.Any(m => m is MetricName.Completeness or MetricName.Timeliness);

    private bool IncludesOutcomes =>
        query.Channel is null && query.Rows is TableRows.Units or TableRows.Months && query.Metrics.Any(MetricFormulas.IsOutcome);

    /// <summary>Ordered by key; parts without a record are left out.</summary>
    public async Task<IReadOnlyList<TablePart>> PartsAsync(MetricPeriod period, CancellationToken cancellation)
    {
        if (query.Rows != TableRows.Units)
            return [.. (await metrics.ReadAsync(UnitScope.Everything, QueryOf(unit.Id, period, By), cancellation)).Select(Part)];
        var parts = new List<TablePart>();
        foreach (var holder in Holders(unit.Id).Distinct())
        {
            var below = await metrics.ReadAsync(UnitScope.Everything, QueryOf(holder, period, MetricBy.Unit), cancellation);
            parts.AddRange(
                below.Where(r => r.IsOwn ? below.Count > 1 || query.Level is not null : IsOfLevel(r.UnitId)).Where(IsShown).Select(Part)
            );
        }
        return [.. parts.OrderBy(p => p.Key, StringComparer.Ordinal)];
    }

    public async Task<FigureSet> TotalAsync(MetricPeriod period, CancellationToken cancellation) =>
        (await metrics.ReadAsync(UnitScope.Everything, QueryOf(unit.Id, period, MetricBy.None), cancellation)) is [var row, ..]
            ? row.Figures
            : new();

    /// <summary>Names of units that match the query and are in force at the end of the period, but have no records.</summary>
    public IReadOnlyList<string> NamesWithoutRecords(IReadOnlyCollection<TablePart> parts)
    {
        if (query.Rows != TableRows.Units)
            return [];
        var (present, day) = (parts.Select(p => p.Key).ToHashSet(StringComparer.Ordinal), query.Key!.Period.To);
        return
        [
            .. Holders(unit.Id)
                .Distinct()
                .SelectMany(holder => reference.Units.ChildrenAt(holder, day))
                .Where(u => IsOfLevel(u.Id) && !present.Contains(u.Code))
                .Select(u => reference.Units.NameAt(u.Id, day)),
        ];
    }

    private MetricBy By =>
        query.Rows switch
        {
            TableRows.Months => MetricBy.Month,
            TableRows.Items => MetricBy.Item,
            TableRows.Channels => MetricBy.Channel,
            TableRows.Units or TableRows.Departments => MetricBy.Department,
        };

    private MetricQuery QueryOf(int unitId, MetricPeriod period, MetricBy by) =>
        new()
        {
            UnitId = unitId,
            Period = period,
            Stream = query.Stream,
            By = by,
            Basis = query.Basis,
            Structure = query.Structure,
            Channel = query.Channel,
            Reporting = IncludesReporting,
            Outcomes = IncludesOutcomes,
        };

    /// <summary>
    /// The units above those asked for: the unit alone or, with a level, every unit that ever had units of it below, however far. What
    /// they hold themselves are rows too.
    /// </summary>
    private IEnumerable<int> Holders(int id)
    {
        if (query.Level is null)
            return [id];
        var below = reference.Units.EverChildren(id);
        List<int> holders = [.. below.SelectMany(Holders)];
        return holders.Count > 0 || below.Any(IsOfLevel) ? holders.Prepend(id) : [];
    }

    private bool IsOfLevel(int unitId) =>
        query.Level is not { } level || reference.Units.VersionAt(unitId, query.Key!.Period.To).Kind == level;

    /// <summary>Units with older records alone are rows of a table of backlogs, not of others.</summary>
    private bool IsShown(MetricRow row) =>
        !row.Figures.Accepted.IsZero
        || !row.Figures.ClosedInPeriod.IsZero
        || row.Figures.Completeness is not null
        || row.Figures.Outcomes is not null
        || (row.Figures.Backlog is not (null or 0) && query.Metrics.Contains(MetricName.Backlog));

    private TablePart Part(MetricRow row) =>
        row.IsOwn ? new(OwnRows.KeyOf(row.Key), words.Say("unit.own", row.KeyName), row.Figures) : new(row.Key, row.KeyName, row.Figures);
}
