using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>Reads one stream of a unit for a report.</summary>
/// <param name="begins">The first day with figures of the unit's stream; null when it has none.</param>
internal sealed class StreamFigures(
    IMetricsReader metrics,
    IReportedStates reported,
    UnitTree units,
    int unitId,
    ReportKey key,
    RecordStream stream,
    DateOnly? begins
)
{
    private readonly MetricPeriod _period = key.Period;

    // The ten months before a January to October are no period in use.
    private MetricPeriod? Before => key.Span is ReportSpan.YearToMonth or ReportSpan.Year ? null : Comparable(_period.Previous);

    private MetricPeriod? YearBefore => Comparable(_period.YearBefore);

    public async Task<StreamData> ReadAsync(CancellationToken cancellation)
    {
        var months = await AskAsync(unitId, _period, MetricBy.Month, cancellation);
        return new()
        {
            Stream = stream,
            Total = await TotalAsync(unitId, cancellation),
            Months = [.. _period.Months.Select(m => (m, WithRecords(months.GetValueOrDefault(Days.ToMonthText(m))?.Figures)))],
            Groups = await GroupsAsync(cancellation),
            Departments = await PartsAsync(unitId, MetricBy.Department, cancellation),
            Items = await PartsAsync(unitId, MetricBy.Item, cancellation),
            Channels = await PartsAsync(unitId, MetricBy.Channel, cancellation),
            Reported = await reported.ReadAsync(UnitScope.Everything, unitId, _period, stream, cancellation),
            ReportedPrevious = Before is { } before
                ? await reported.ReadAsync(UnitScope.Everything, unitId, before, stream, cancellation)
                : null,
            ReportedYearBefore = YearBefore is { } year
                ? await reported.ReadAsync(UnitScope.Everything, unitId, year, stream, cancellation)
                : null,
        };
    }

    /// <summary>The figures of a unit, the units below it included.</summary>
    public async Task<Compared> TotalAsync(int unit, CancellationToken cancellation) =>
        (await PartsAsync(unit, MetricBy.None, cancellation)).SingleOrDefault()?.Figures ?? new(null, null, null);

    // Compared with a quarter in which records began, every later figure would seem to leap.
    private MetricPeriod? Comparable(MetricPeriod period) => begins is { } first && Days.MonthStart(first) <= period.From ? period : null;

    private async Task<IReadOnlyList<UnitGroupData>> GroupsAsync(CancellationToken cancellation)
    {
        var (children, own) = await ChildrenAsync(unitId, cancellation);
        var all = new List<PartData>(children);
        var owns = new List<(UnitKind Kind, PartData Part)>();
        AddOwn(children, own);
        foreach (var child in children)
        {
            if (units.Find(child.Key) is { } unit && units.EverChildren(unit.Id).Count > 0)
            {
                var (below, ofChild) = await ChildrenAsync(unit.Id, cancellation);
                all.AddRange(below);
                AddOwn(below, ofChild);
            }
        }
        return
        [
            .. all.GroupBy(KindOf)
                .OrderBy(g => g.Key)
                .Select(g => new UnitGroupData(
                    g.Key,
                    [.. g.OrderBy(p => p.Key, StringComparer.Ordinal)],
                    [.. owns.Where(o => o.Kind == g.Key).Select(o => o.Part).OrderBy(p => p.Key, StringComparer.Ordinal)]
                )),
        ];

        void AddOwn(List<PartData> below, PartData? part)
        {
            if (part is { Figures.HasRecords: true } && below.Count > 0)
                owns.Add((below.Select(KindOf).OrderBy(kind => kind == UnitKind.Department).ThenBy(kind => kind.Rank()).First(), part));
        }
    }

    private UnitKind KindOf(PartData part) => units.VersionAt(units.Find(part.Key)!.Id, _period.To).Kind;

    /// <summary>
    /// The units below that exist at the end of the period or had records in it, and what the unit holds itself; null when nothing.
    /// </summary>
    private async Task<(List<PartData> Units, PartData? Own)> ChildrenAsync(int parent, CancellationToken cancellation)
    {
        var code = units.Find(parent)!.Code;
        var parts = (await PartsAsync(parent, MetricBy.Unit, cancellation))
            .Where(p => p.Key.Length > 0)
            .ToDictionary(p => p.Key, StringComparer.Ordinal);
        _ = parts.Remove(code, out var own);
        foreach (var unit in units.ChildrenAt(parent, _period.To))
        {
            parts.TryAdd(unit.Code, new(unit.Code, units.NameAt(unit.Id, _period.To), new(null, null, null)));
        }
        return ([.. parts.Values], own);
    }

    private async Task<IReadOnlyList<PartData>> PartsAsync(int unit, MetricBy by, CancellationToken cancellation)
    {
        var now = await AskAsync(unit, _period, by, cancellation);
        var before = Before is { } previous ? await AskAsync(unit, previous, by, cancellation) : [];
        var year = YearBefore is { } yearBefore ? await AskAsync(unit, yearBefore, by, cancellation) : [];
        return
        [
            .. now.Values.Select(r => new PartData(
                r.Key,
                r.KeyName,
                new(WithRecords(r.Figures), Figures(before, r.Key), Figures(year, r.Key))
            )),
        ];
    }

    private async Task<Dictionary<string, MetricRow>> AskAsync(
        int unit,
        MetricPeriod period,
        MetricBy by,
        CancellationToken cancellation
    ) =>
        (
            await metrics.ReadAsync(
                UnitScope.Everything,
                new()
                {
                    UnitId = unit,
                    Period = period,
                    Stream = stream,
                    By = by,
                },
                cancellation
            )
        ).ToDictionary(r => r.Key, StringComparer.Ordinal);

    private static FigureSet? Figures(Dictionary<string, MetricRow> rows, string key) => WithRecords(rows.GetValueOrDefault(key)?.Figures);

    private static FigureSet? WithRecords(FigureSet? figures) =>
        figures is { } f && !(f.Cohort.IsZero && f.Accepted.IsZero && f.ClosedInPeriod.IsZero) ? f : null;
}
