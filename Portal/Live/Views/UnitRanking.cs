using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Live.Snapshots;
using Portal.Metrics;

namespace Portal.Live.Views;

/// <summary>The ranking of units of one kind by a metric, with the group's average.</summary>
internal sealed record UnitRanking
{
    public required UnitKind Kind { get; init; }

    public required MetricName Metric { get; init; }

    /// <summary>Best first; units without records are last and have no rank.</summary>
    public required IReadOnlyList<Ranked<RankedUnit>> Units { get; init; }

    /// <summary>What the view's unit holds itself: no unit of the kind, so it has no rank. Null when it holds nothing.</summary>
    public Ranked<RankedUnit>? Own { get; init; }

    /// <summary>The ratio of the group's sums, or for counts the mean; null without a value. Without <see cref="Own"/>.</summary>
    public decimal? Average { get; init; }

    /// <summary>
    /// In the order of the panel: the worst first where the metric has a direction, else the most; units without records, and the own
    /// row, last.
    /// </summary>
    public IReadOnlyList<Ranked<RankedUnit>> InPanelOrder =>
        [
            .. ShowsWorstFirst ? Units.Where(u => u.Place is not null).Reverse().Concat(Units.Where(u => u.Place is null)) : Units,
            .. Own is { } own ? [own] : Array.Empty<Ranked<RankedUnit>>(),
        ];

    public IReadOnlyList<decimal> Known => [.. Units.Select(u => u.Value).OfType<decimal>()];

    /// <summary>The kinds with more than one unit in this view.</summary>
    public static IReadOnlyList<UnitKind> Kinds(LiveSnapshot snapshot) =>
        [
            .. snapshot
                .Groups.Where(g => g.Units.Count > 1)
                .Select(g => g.Kind)
                .Append(UnitKind.Department)
                .Where(k => UnitsOf(k, snapshot).Count > 1)
                .Distinct(),
        ];

    public static UnitRanking Of(UnitKind kind, MetricName metric, LiveSnapshot snapshot)
    {
        var units = UnitsOf(kind, snapshot);
        // A metric without a direction ranks the highest value first.
        var ranked = MetricRanking.Rank(
            units,
            u => u.Current is { } figures ? MetricFormulas.Of(metric, figures).Value : null,
            MetricTraits.Of(metric).HighIsBest ?? true
        );
        return new()
        {
            Kind = kind,
            Metric = metric,
            Units = ranked,
            Own = units.Any(u => u.CanOpen) ? OwnOf(metric, snapshot) : null,
            Average = AverageOf(metric, units),
        };
    }

    /// <summary>The mark of a unit; null when it neither misses the target nor is worse than the average.</summary>
    /// <param name="value">The unit's value; null gives no mark.</param>
    /// <param name="target">The target of a ratio; null when there is none.</param>
    public RankMark? MarkOf(decimal? value, decimal? target)
    {
        if (value is not { } known || MetricTraits.Of(Metric).HighIsBest is not { } highIsBest)
            return null;
        if (target is { } wanted && MetricTraits.Of(Metric).IsRatio && MetricPhrases.Meets(Metric, known, wanted) == false)
            return RankMark.MissesTarget;
        if (Average is not { } average || known == average || known > average == highIsBest)
            return null;
        return highIsBest ? RankMark.BelowAverage : RankMark.AboveAverage;
    }

    // Metrics without a direction, and days without overdue, show the highest first.
    private bool ShowsWorstFirst => MetricTraits.Of(Metric).HighIsBest is not null && Metric != MetricName.ZeroOverdueDays;

    private static IReadOnlyList<RankedUnit> UnitsOf(UnitKind kind, LiveSnapshot snapshot)
    {
        var own = snapshot.Groups.FirstOrDefault(g => g.Kind == kind)?.Units ?? [];
        // Departments with items accepted in the centre have no records of their own: rank them by their items.
        if (kind == UnitKind.Department && own.Count(u => u.Current is not null) < 2 && snapshot.Departments.Any(d => d.Key.Length > 0))
        {
            return
            [
                .. snapshot
                    .Departments.Where(d => d.Key.Length > 0)
                    .Select(d => new RankedUnit(d.Key, d.Name, d.Current, d.Previous, CanOpen: false)),
            ];
        }
        return [.. own.Select(u => new RankedUnit(u.Code, u.Name, u.Current, u.Previous, CanOpen: true) { Below = u.Below })];
    }

    private static Ranked<RankedUnit>? OwnOf(MetricName metric, LiveSnapshot snapshot) =>
        snapshot.Own is { Current: { } figures } own
            ? new(
                null,
                new(own.Code, own.Name, figures, own.Previous, CanOpen: false) { IsOwn = true },
                MetricFormulas.Of(metric, figures).Value
            )
            : null;

    private static decimal? AverageOf(MetricName metric, IReadOnlyList<RankedUnit> units)
    {
        var known = units.Select(u => u.Current).OfType<FigureSet>().ToList();
        if (known.Count == 0)
            return null;
        if (MetricTraits.Of(metric).IsRatio)
        {
            return MetricFormulas
                .Of(metric, new FigureSet { Cohort = known.Aggregate(default(Measures), (sum, f) => sum + f.Cohort) })
                .Value;
        }
        var values = known.Select(f => MetricFormulas.Of(metric, f).Value).OfType<decimal>().ToList();
        return values.Count == 0 ? null : values.Average();
    }
}

/// <param name="CanOpen">The unit has a live page of its own.</param>
internal sealed record RankedUnit(string Code, string Name, FigureSet? Current, FigureSet? Previous, bool CanOpen)
{
    /// <summary>What the view's unit holds itself.</summary>
    public bool IsOwn { get; init; }

    /// <summary>As <see cref="UnitFigures.Below"/>.</summary>
    public IReadOnlyList<(DateOnly From, DateOnly To)> Below { get; init; } = [];
}

/// <summary>The warning beside a unit of the ranking.</summary>
internal enum RankMark
{
    MissesTarget,
    BelowAverage,
    AboveAverage,
}
