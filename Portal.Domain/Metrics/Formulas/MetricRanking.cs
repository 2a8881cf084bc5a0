namespace Portal.Domain.Metrics.Formulas;

/// <summary>Competition ranking: equal values share a place, and the next place skips as many (1, 2, 2, 4).</summary>
public static class MetricRanking
{
    /// <summary>Best first. Units without a value come last, without a place, in the order given.</summary>
    /// <param name="value">Unrounded; null when there is none.</param>
    /// <param name="highIsBest">False when less is better, as with time used.</param>
    public static IReadOnlyList<Ranked<T>> Rank<T>(IEnumerable<T> units, Func<T, decimal?> value, bool highIsBest)
    {
        var ranked = new List<Ranked<T>>();
        var all = units.Select(u => (Unit: u, Value: value(u))).ToList();
        foreach (var (unit, known) in all.Where(u => u.Value is not null).OrderBy(u => highIsBest ? -u.Value!.Value : u.Value!.Value))
        {
            var place = ranked.Count > 0 && ranked[^1].Value == known ? ranked[^1].Place : ranked.Count + 1;
            ranked.Add(new(place, unit, known));
        }
        ranked.AddRange(all.Where(u => u.Value is null).Select(u => new Ranked<T>(null, u.Unit, null)));
        return ranked;
    }
}

/// <param name="Place">From 1; null without a value.</param>
public readonly record struct Ranked<T>(int? Place, T Unit, decimal? Value);
