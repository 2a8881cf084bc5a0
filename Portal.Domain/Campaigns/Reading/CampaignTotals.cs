namespace Portal.Domain.Campaigns.Reading;

/// <summary>How far some items of a campaign are. Dropped items are in none of the numbers.</summary>
/// <param name="Items">All items.</param>
/// <param name="Done">Of these confirmed.</param>
/// <param name="Reported">Of these reported and not decided on.</param>
/// <param name="Overdue">Of these not reported, though the deadline of their phase is past.</param>
/// <param name="Late">Of those reported or done: reported after the deadline of their phase.</param>
/// <param name="Cleared">The sum of what units reported as cleared.</param>
public readonly record struct CampaignTotals(int Items, int Done, int Reported, int Overdue, int Late, int Cleared)
{
    /// <summary>Items that their units still have to work off.</summary>
    public int Open => Items - Done - Reported;

    /// <summary>The share that is done, 0 to 1; null without items.</summary>
    public decimal? Ratio => Items == 0 ? null : (decimal)Done / Items;

    public static CampaignTotals operator +(CampaignTotals a, CampaignTotals b) =>
        new(a.Items + b.Items, a.Done + b.Done, a.Reported + b.Reported, a.Overdue + b.Overdue, a.Late + b.Late, a.Cleared + b.Cleared);
}
