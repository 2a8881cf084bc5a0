using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Campaigns.Reading;

/// <summary>What is counted of an item.</summary>
internal readonly record struct ItemFacts(
    int PhaseId,
    int UnitId,
    ItemState State,
    DateTimeOffset? ReportedAt,
    DateTimeOffset? DoneAt,
    int? Cleared
);

/// <summary>Counts the items of a campaign at the end of a day.</summary>
/// <param name="campaign">The campaign with its phases.</param>
/// <param name="facts">Its items; dropped ones are not counted.</param>
/// <param name="on">The day: what came later is not known yet.</param>
/// <param name="time">The district's clock.</param>
internal sealed class CampaignProgress(Campaign campaign, IEnumerable<ItemFacts> facts, DateOnly on, DistrictTime time)
{
    /// <summary>The most points of a burn-down: a longer campaign has one for every few days.</summary>
    private const int MostPoints = 200;

    private readonly Dictionary<int, CampaignPhase> _phases = campaign.Phases.ToDictionary(phase => phase.Id);
    private readonly List<ItemFacts> _facts = [.. facts.Where(f => f.State != ItemState.Dropped)];

    public CampaignTotals Totals => Sum(_facts);

    public IReadOnlyList<PhaseProgress> Phases
    {
        get
        {
            var byPhase = _facts.ToLookup(f => f.PhaseId);
            return [.. campaign.Phases.OrderBy(p => p.Position).Select(p => new PhaseProgress(p, Sum(byPhase[p.Id])))];
        }
    }

    /// <inheritdoc cref="CampaignView.Units"/>
    public IReadOnlyList<UnitProgress> Units(UnitTree units, DateOnly today) =>
        [
            .. _facts
                .GroupBy(f => f.UnitId)
                .Select(g => (Unit: units.Find(g.Key)!, Version: units.VersionAt(g.Key, today), Totals: Sum(g)))
                .GroupBy(u => u.Version.Kind)
                .OrderBy(kind => kind.Key.Rank())
                .SelectMany(kind =>
                    kind.OrderByDescending(u => u.Totals.Ratio)
                        .ThenBy(u => u.Unit.Code, StringComparer.Ordinal)
                        .Select(u => new UnitProgress(
                            u.Unit.Id,
                            u.Unit.Code,
                            u.Version.Name,
                            u.Totals,
                            1 + kind.Count(other => other.Totals.Ratio > u.Totals.Ratio)
                        ))
                ),
        ];

    /// <inheritdoc cref="CampaignView.BurnDown"/>
    /// <remarks>It ends with the last deadline, or with the last item when that was late.</remarks>
    public IReadOnlyList<BurnDownPoint> BurnDown()
    {
        // The evening before is the starting point.
        var first = campaign.StartsOn.AddDays(-1);
        var ended = _facts.Select(f => f.DoneAt is { } done ? time.DayOf(done) : first).DefaultIfEmpty(first).Max();
        var last = Days.Later(campaign.DueOn, Days.Earlier(ended, on));
        var step = ((last.DayNumber - first.DayNumber) / MostPoints) + 1;
        var reported = DaysOf(f => f.ReportedAt);
        var done = DaysOf(f => f.DoneAt);
        var points = new List<BurnDownPoint>();
        for (var day = first; ; day = last.DayNumber - day.DayNumber > step ? day.AddDays(step) : last)
        {
            var isKnown = day <= on;
            points.Add(new(day, Target(day), isKnown ? LeftOn(reported, day) : null, isKnown ? LeftOn(done, day) : null));
            if (day == last)
                return points;
        }
    }

    private List<DateOnly> DaysOf(Func<ItemFacts, DateTimeOffset?> instant) =>
        [.. _facts.Select(instant).OfType<DateTimeOffset>().Select(time.DayOf)];

    /// <summary>How many of all items have no day up to this one.</summary>
    private int LeftOn(List<DateOnly> days, DateOnly day) => _facts.Count - days.Count(d => d <= day);

    private decimal Target(DateOnly day) => _facts.GroupBy(f => f.PhaseId).Sum(phase => phase.Count() * ShareLeft(_phases[phase.Key], day));

    private static decimal ShareLeft(CampaignPhase phase, DateOnly day)
    {
        var length = phase.DueOn.DayNumber - phase.StartsOn.DayNumber + 1;
        var left = phase.DueOn.DayNumber - day.DayNumber;
        return Math.Clamp((decimal)left / length, 0, 1);
    }

    private CampaignTotals Sum(IEnumerable<ItemFacts> items) => items.Aggregate(default(CampaignTotals), (sum, f) => sum + Of(f));

    private CampaignTotals Of(ItemFacts item)
    {
        var due = _phases[item.PhaseId].DueOn;
        var reported = item.ReportedAt is { } at && time.DayOf(at) <= on ? time.DayOf(at) : (DateOnly?)null;
        var isDone = item.DoneAt is { } done && time.DayOf(done) <= on;
        return new(
            Items: 1,
            Done: isDone ? 1 : 0,
            Reported: reported is not null && !isDone ? 1 : 0,
            Overdue: reported is null && due < on ? 1 : 0,
            Late: reported > due ? 1 : 0,
            Cleared: reported is null ? 0 : item.Cleared ?? 0
        );
    }
}
