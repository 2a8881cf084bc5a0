using Portal.Domain.Access;
using Portal.Domain.Reviews;
using Portal.Navigation;

namespace Portal.Reviews;

/// <summary>The number of bad reviews that wait for the reader, beside the entry of the menu.</summary>
internal sealed class WaitingReviews(ReviewReader reviews) : INavCount
{
    public string Entry => "reviews";

    public Task<int> CountAsync(Actor actor, CancellationToken cancellation = default) => reviews.CountWaitingAsync(actor, cancellation);
}
