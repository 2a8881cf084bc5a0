using Portal.Domain.Access;
using Portal.Domain.Organisation;

namespace Portal.Domain.Campaigns.Orders;

/// <summary>What the office orders: the campaign with its phases, and who has to do what in each.</summary>
/// <param name="Name">Never blank.</param>
/// <param name="Purpose">Never blank.</param>
/// <param name="Basis">The document; may be blank.</param>
/// <param name="Counted">As <see cref="Campaign.Counted"/>; blank when nothing is counted.</param>
/// <param name="Phases">In order.</param>
public sealed record CampaignOrder(string Name, string Purpose, string? Basis, string? Counted, IReadOnlyList<PhaseOrder> Phases)
{
    /// <summary>The most phases of a campaign.</summary>
    public const int MostPhases = 20;

    /// <summary>The most items of a campaign.</summary>
    public const int MostItems = 20_000;

    /// <summary>Everything that is wrong with it, in order of the phases and their lines; empty when it can be ordered.</summary>
    /// <param name="units">All units.</param>
    /// <param name="scope">The units to which the actor may give items.</param>
    /// <param name="today">The day on which units have to be in force.</param>
    public IReadOnlyList<OrderProblem> Check(UnitTree units, UnitScope scope, DateOnly today) =>
        [.. CheckTexts(), .. CheckCounts(), .. Phases.SelectMany((phase, i) => phase.Check(i + 1, units, scope, today))];

    /// <summary>The campaign with its items, phase by phase. Call only when <see cref="Check"/> finds nothing.</summary>
    internal (Campaign Campaign, IReadOnlyList<(CampaignPhase Phase, CampaignItem Item)> Items) ToCampaign(
        UnitTree units,
        Actor actor,
        DateTimeOffset now
    )
    {
        var campaign = new Campaign
        {
            Name = Name.Trim(),
            Purpose = Purpose.Trim(),
            Basis = Blank(Basis),
            Counted = Blank(Counted),
        };
        var items = new List<(CampaignPhase, CampaignItem)>();
        foreach (var order in Phases)
        {
            var phase = new CampaignPhase
            {
                Position = campaign.Phases.Count + 1,
                Name = order.Name.Trim(),
                StartsOn = order.StartsOn,
                DueOn = order.DueOn,
            };
            campaign.Phases.Add(phase);
            items.AddRange(order.Items.Select(item => (phase, Item(item, units))));
        }
        campaign.AddStep(CampaignAction.CampaignOrdered, text: null, actor, now);
        return (campaign, items);
    }

    private static CampaignItem Item(ItemOrder item, UnitTree units) =>
        new() { UnitId = units.Find(item.Unit)!.Id, Name = item.Name.Trim() };

    private IEnumerable<OrderProblem> CheckTexts()
    {
        if (CampaignTexts.Wrong(Name, CampaignTexts.NameLength) is { } name)
            yield return new(nameof(Name), name);
        if (CampaignTexts.Wrong(Purpose) is { } purpose)
            yield return new(nameof(Purpose), purpose);
        if (CampaignTexts.WrongRemark(Basis) is { } basis)
            yield return new(nameof(Basis), basis);
        if (CampaignTexts.WrongRemark(Counted, CampaignTexts.CountedLength) is { } counted)
            yield return new(nameof(Counted), counted);
    }

    private IEnumerable<OrderProblem> CheckCounts()
    {
        if (Phases.Count is 0 or > MostPhases)
            yield return new(nameof(Phases), CampaignRefusal.PhasesAreWrong);
        if (Phases.Sum(phase => (long)phase.Items.Count) > MostItems)
            yield return new(nameof(PhaseOrder.Items), CampaignRefusal.ItemsAreWrong);
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
