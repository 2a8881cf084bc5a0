using Portal.Domain.Access;
using Portal.Domain.Campaigns.Reading;
using Portal.Navigation;

namespace Portal.Campaigns;

/// <summary>The number of items of campaigns that wait for the reader, beside the entry of the menu.</summary>
internal sealed class WaitingItemCount(CampaignReader campaigns) : INavCount
{
    public string Entry => "campaigns";

    public Task<int> CountAsync(Actor actor, CancellationToken cancellation = default) => campaigns.CountWaitingAsync(actor, cancellation);
}
