using Portal.Domain.Access;
using Portal.Domain.Reviews;

namespace Portal.Tests.Demonstration;

/// <summary>The bad reviews of the demonstration: a recent stretch of its low ratings, some mended, some open.</summary>
[Collection(FilledDatabaseUsers.Name)]
public sealed class DemonstrationReviewsTests(FilledDatabase filled)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reviews_OfSeptemberAndOctober_AreSomeMendedAndSomeOpen_AndNoJobOpensMore()
    {
        Assert.Equal((0, 0), await filled.Database.Get<ReviewOpener>().RunAsync(Stop));
        var counts = await filled.Database.Get<ReviewReader>().CountAsync(Actor.System, new(), Stop);
        Assert.InRange(counts.Sum(c => c.Count), 40, 200);
        ReviewState[] states = [ReviewState.Closed, ReviewState.Mending, ReviewState.Asked, ReviewState.StruckOut];
        Assert.All(states, state => Assert.Contains(counts, c => c.State == state));

        var share = await filled
            .Database.Get<MendedReviews>()
            .OfAsync(Actor.System, unitId: null, new(2014, 9, 1), new(2014, 10, 31), Stop);
        Assert.Equal(counts.Where(c => c.State is not (ReviewState.StruckOut or ReviewState.Withdrawn)).Sum(c => c.Count), share.Counted);
        Assert.InRange(share.Share!.Value, 0.4m, 0.9m);
    }
}
