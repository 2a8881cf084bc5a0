namespace Portal.Domain.Records.Lists;

/// <summary>Ids, of units or items, with the days on which records of them belong to a list.</summary>
/// <param name="Ids">In ascending order.</param>
/// <param name="Spans">Spans of days, both ends inclusive; one from the first to the last day there is for all days.</param>
internal sealed record DatedIds(int[] Ids, IReadOnlyList<(DateOnly From, DateOnly To)> Spans)
{
    public bool IsAlways => Spans is [var (from, to)] && from == DateOnly.MinValue && to == DateOnly.MaxValue;

    /// <summary>These ids on all days.</summary>
    public static DatedIds Always(IEnumerable<int> ids) => new([.. ids.Order()], [(DateOnly.MinValue, DateOnly.MaxValue)]);

    /// <summary>Joins the spans of each id that follow one another, and puts ids with equal spans together.</summary>
    /// <param name="spans">Of each id in order of days.</param>
    public static IReadOnlyList<DatedIds> Grouped(IEnumerable<(int Id, DateOnly From, DateOnly To)> spans)
    {
        var joined = new Dictionary<int, List<(DateOnly From, DateOnly To)>>();
        foreach (var (id, from, to) in spans)
        {
            if (!joined.TryGetValue(id, out var own))
                joined[id] = own = [];
            if (own.Count > 0 && own[^1].To.AddDays(1) == from)
                own[^1] = (own[^1].From, to);
            else
                own.Add((from, to));
        }
        return
        [
            .. joined
                .GroupBy(s => string.Join(',', s.Value), StringComparer.Ordinal)
                .Select(same => new DatedIds([.. same.Select(s => s.Key).Order()], same.First().Value)),
        ];
    }
}
