using Portal.Domain.Campaigns.Reading;

namespace Portal.Campaigns;

/// <summary>How far items are, in the API.</summary>
/// <param name="Items">All items but those taken out.</param>
/// <param name="Done">Of these confirmed by the office.</param>
/// <param name="Reported">Of these reported and not decided on.</param>
/// <param name="Overdue">Of these not reported, though their deadline is past.</param>
/// <param name="Cleared">The sum of what units reported as cleared.</param>
/// <param name="Ratio">Done of items, 0 to 1, unrounded; null without items.</param>
public sealed record ProgressAnswer(int Items, int Done, int Reported, int Overdue, int Cleared, decimal? Ratio)
{
    internal static ProgressAnswer Of(CampaignTotals totals) =>
        new(totals.Items, totals.Done, totals.Reported, totals.Overdue, totals.Cleared, totals.Ratio);
}
