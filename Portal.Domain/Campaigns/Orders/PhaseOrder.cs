using Portal.Domain.Organisation;

namespace Portal.Domain.Campaigns.Orders;

/// <summary>An ordered phase.</summary>
/// <param name="Name">Never blank.</param>
/// <param name="StartsOn">Its first day.</param>
/// <param name="DueOn">The last day on which a report is in time.</param>
/// <param name="Items">At least one.</param>
public sealed record PhaseOrder(string Name, DateOnly StartsOn, DateOnly DueOn, IReadOnlyList<ItemOrder> Items)
{
    internal IEnumerable<OrderProblem> Check(int position, UnitTree units, UnitScope scope, DateOnly today)
    {
        if (CampaignTexts.Wrong(Name, CampaignTexts.NameLength) is { } name)
            yield return new(nameof(Name), name, position);
        if (DueOn < StartsOn)
            yield return new(nameof(DueOn), CampaignRefusal.DeadlineBeforeStart, position);
        else if (DueOn.DayNumber - StartsOn.DayNumber > CampaignPhase.MostDays || IsFar(StartsOn, today))
            yield return new(nameof(DueOn), CampaignRefusal.DayIsTooFar, position);
        if (Items.Count == 0)
            yield return new(nameof(Items), CampaignRefusal.ItemsAreWrong, position);
        var seen = new HashSet<(int, string)>();
        for (var i = 0; i < Items.Count; i++)
        {
            var item = Items[i];
            if (CampaignTexts.Wrong(item.Name, CampaignTexts.NameLength) is { } text)
                yield return new(nameof(Items), text, position, i + 1);
            if (units.Find(item.Unit) is not { } unit || !units.IsInForce(unit.Id, today) || !scope.Contains(units, unit.Id, today))
                yield return new(nameof(Items), CampaignRefusal.UnitUnknown, position, i + 1);
            else if (!seen.Add((unit.Id, item.Name.Trim())))
                yield return new(nameof(Items), CampaignRefusal.ItemIsRepeated, position, i + 1);
        }
    }

    private static bool IsFar(DateOnly day, DateOnly today) => Math.Abs(day.DayNumber - today.DayNumber) > CampaignPhase.MostDaysAway;
}
