using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Reviews;
using Portal.Tests.Support;
using static Portal.Domain.Reviews.ReviewState;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Reviews;

/// <summary>Reviews as they are stored, moved and read.</summary>
public sealed class ReviewMovesTests
{
    private static readonly DateOnly s_today = new(2014, 10, 31);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Review_FromItsOpeningToItsEnd_IsKeptWithEveryStep(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind, s => s.AddSingleton(new ReviewLimits(2, 5)));
        var moves = database.Get<ReviewMoves>();
        var id = await database.RateAsync();
        Assert.Equal(Local(2014, 11, 4, 10), (await database.FindAsync(id)).CallDueAt); // two working days, as set
        await moves.CallAsync(SampleReviews.Clerk, id, 1, reached: false, said: null, Token).DoneAsync();
        await moves.DisputeAsync(SampleReviews.Clerk, id, 2, "不是本窗口", Token).DoneAsync();
        database.Clock.SetUtcNow(Local(2014, 11, 10, 10));
        await moves.UpholdAsync(SampleReviews.Office, id, 3, "叫号记录属实", Token).DoneAsync();
        Assert.Equal(Local(2014, 11, 17, 10), (await database.FindAsync(id)).DueAt); // five working days anew
        await moves.MendAsync(SampleReviews.Clerk, id, 4, "已培训", Token).DoneAsync();
        await moves.AskAsync(SampleReviews.Clerk, id, 5, 2, new(2014, 11, 10), "仍不满意", Token).DoneAsync();
        await moves.SendBackAsync(SampleReviews.Office, id, 6, "再整改", Token).DoneAsync();
        await moves.MendAsync(SampleReviews.Clerk, id, 7, "已增设窗口", Token).DoneAsync();
        await moves.AskAsync(SampleReviews.Clerk, id, 8, rating: null, new(2014, 11, 10), said: null, Token).DoneAsync();
        await moves.CloseAsync(SampleReviews.Office, id, 9, isMended: true, remark: null, Token).DoneAsync();

        var review = await database.FindAsync(id);
        Assert.Equal((Closed, true, null, 10), (review.State, review.IsMended, review.SecondRating, review.Revision));
        Assert.Equal([Opened, Called, Disputed, Mending, Mended, Asked, Mending, Mended, Asked, Closed], review.Steps.Select(s => s.After));
        Assert.Equal([null, .. review.Steps.SkipLast(1).Select(s => (ReviewState?)s.After)], review.Steps.Select(s => s.Before));
        await using var db = database.Open();
        db.Remove(await db.Set<ReviewStep>().FirstAsync(Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Token));
    }

    [Theory, Databases]
    public async Task Moves_OfManyAtOnce_AreWonByOne(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await using var other = TestDatabase.Over(database.Options);
        TestDatabase[] processes = [database, other];
        var id = await database.RateAsync();
        await database.BringAsync(id, Called);
        var codes = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i =>
                    Task.Run(
                        () =>
                        {
                            var moves = processes[i % 2].Get<ReviewMoves>();
                            return i < 3
                                ? moves.VerifyAsync(SampleReviews.Clerk, id, 2, "属实", Token).CodeAsync()
                                : moves.DisputeAsync(SampleReviews.Clerk, id, 2, "不属实", Token).CodeAsync();
                        },
                        Token
                    )
                )
        );

        Assert.Equal(1, codes.Count(code => code is null));
        Assert.All(codes.Where(code => code is not null), code => Assert.Equal("review.notToVerify", code));
        Assert.Equal(3, (await database.FindAsync(id)).Steps.Count);
    }

    [Theory, Databases]
    public async Task Lists_AndCounts_AreThoseOfTheScope(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var reader = database.Get<ReviewReader>();
        var opened = await database.RateAsync("1");
        var mending = await database.RateAsync("2", Street);
        var other = await database.RateAsync("3", OtherCommunity);
        var asked = await database.RateAsync("4");
        await database.BringAsync(mending, Mending);
        await database.BringAsync(asked, Asked);
        database.Clock.Advance(TimeSpan.FromDays(4)); // Tuesday: the calls are late, mending is not

        await ListsAsync(SampleReviews.Office, new(), asked, other, mending, opened);
        await ListsAsync(SampleReviews.Clerk, new(), asked, mending, opened);
        await ListsAsync(SampleReviews.Office, new(CommunityId), asked, opened);
        await ListsAsync(SampleReviews.Clerk, new(OtherCommunityId));
        await ListsAsync(SampleReviews.Office, new(States: [Mending, Asked]), asked, mending);
        await ListsAsync(SampleReviews.Office, new(IsLate: true), other, opened);
        await ListsAsync(SampleReviews.Office, new(IsLate: false), asked, mending);
        await ListsAsync(Actor.Nobody, new());
        Assert.Equal([other], (await reader.PageAsync(SampleReviews.Office, new(), asked, 1, Token)).Select(r => r.Id));
        Assert.Empty(await reader.PageAsync(SampleReviews.Office, new(), before: null, -1, Token));

        Assert.Equal(
            [
                (StreetId, Mending, false, 1),
                (CommunityId, Opened, true, 1),
                (CommunityId, Asked, false, 1),
                (OtherCommunityId, Opened, true, 1),
            ],
            (await reader.CountAsync(SampleReviews.Office, new(), Token)).Select(c => (c.UnitId, c.State, c.IsLate, c.Count)).Order()
        );
        Assert.Equal(2, await reader.CountWaitingAsync(SampleReviews.Clerk, Token));
        Assert.Equal(1, await reader.CountWaitingAsync(SampleReviews.Office, Token));
        await WaitsForAsync(SampleReviews.Clerk, opened, mending);
        await WaitsForAsync(SampleReviews.Office, asked);
        await WaitsForAsync(Actors.Of("leader", Role.Leader, DistrictId), opened, other);
        var stranger = Actors.Of("stranger", Role.Clerk, OtherStreetId);
        Assert.Null(await reader.FindAsync(stranger, opened, Token));
        await database
            .Get<ReviewMoves>()
            .CallAsync(stranger, opened, 1, reached: true, "等候太久", Token)
            .RefusedAsync(ReviewRefusal.ReviewUnknown);

        async Task ListsAsync(Actor actor, ReviewFilter filter, params long[] ids) =>
            Assert.Equal(ids, (await reader.PageAsync(actor, filter, before: null, 100, Token)).Select(r => r.Id));

        async Task WaitsForAsync(Actor actor, params long[] ids) =>
            Assert.Equal(ids, (await reader.WaitingAsync(actor, unitId: null, 100, Token)).Select(r => r.Id));
    }

    [Theory, Databases]
    public async Task ShareMended_CountsWhatIsClosedAsMended_OfAllThatStand_ByTheDayOfTheRating(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var shares = database.Get<MendedReviews>();
        await BringAsync("satisfied", Closed, second: 3);
        await BringAsync("silent, mended", Closed, second: null);
        await BringAsync("not satisfied", Closed, second: 2);
        await BringAsync("asked, not closed", Asked, second: 5);
        await BringAsync("struck out", StruckOut);
        await BringAsync("corrected", Closed, second: 5);
        await database.RateAsync("street's own", Street);
        await database.RateAsync("elsewhere", OtherCommunity);
        await database.SendCasesAsync(SampleReviews.Rated("corrected", 5));
        await database.FollowAsync();
        database.Clock.Advance(TimeSpan.FromDays(1));
        await database.RateAsync("next day", Street);

        await IsAsync(SampleReviews.Office, unit: null, s_today, s_today.AddDays(1), 2, 7);
        await IsAsync(SampleReviews.Office, unit: null, s_today, s_today, 2, 6);
        await IsAsync(SampleReviews.Office, StreetId, s_today, s_today, 2, 5);
        await IsAsync(SampleReviews.Office, CommunityId, DateOnly.MinValue, DateOnly.MaxValue, 2, 4);
        await IsAsync(SampleReviews.Office, OtherStreetId, s_today, s_today, 0, 1);
        await IsAsync(SampleReviews.Office, SecondCommunityId, s_today, s_today, 0, 0);
        await IsAsync(SampleReviews.Office, unit: null, s_today.AddDays(1), s_today, 0, 0);
        await IsAsync(SampleReviews.Clerk, OtherStreetId, s_today, s_today, 0, 0);
        await IsAsync(Actor.Nobody, unit: null, s_today, s_today, 0, 0);
        Assert.Equal(
            [(StreetId, new MendedShare(0, 1)), (CommunityId, new MendedShare(2, 4))],
            (await shares.ByUnitAsync(SampleReviews.Clerk, unitId: null, s_today, s_today, Token))
                .Select(pair => (pair.Key, pair.Value))
                .OrderBy(pair => pair.Key)
        );
        Assert.Equal((0.5m, null), (new MendedShare(2, 4).Share, new MendedShare(0, 0).Share));

        async Task BringAsync(string caseNo, ReviewState state, int? second = 4) =>
            await database.BringAsync(await database.RateAsync(caseNo), state, second);

        async Task IsAsync(Actor actor, int? unit, DateOnly from, DateOnly to, int mended, int counted) =>
            Assert.Equal(new MendedShare(mended, counted), await shares.OfAsync(actor, unit, from, to, Token));
    }
}
