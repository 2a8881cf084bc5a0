using Portal.Domain.Access;
using Portal.Domain.Rectifications;
using Portal.Navigation;

namespace Portal.Rectifications;

/// <summary>The number of rectification orders that wait for the reader, beside the entry of the menu.</summary>
internal sealed class WaitingRectifications(RectificationReader orders) : INavCount
{
    public string Entry => "rectifications";

    public Task<int> CountAsync(Actor actor, CancellationToken cancellation = default) => orders.CountWaitingAsync(actor, cancellation);
}
