using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Reviews;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Reviews;

/// <summary>Bad reviews as ratings open them, for tests of what comes after.</summary>
internal static class SampleReviews
{
    public static readonly Actor Office = Actors.Of("office", Role.EfficiencyOffice, DistrictId);
    public static readonly Actor Clerk = Actors.Of("clerk", Role.Clerk, StreetId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A case that was closed at <see cref="SampleData.Now"/> and rated.</summary>
    public static RecordInput Rated(string caseNo, byte? rating, string unit = Community) =>
        Input(caseNo) with
        {
            UnitCode = unit,
            ClosedAt = Now,
            Satisfaction = rating,
        };

    public static Task<(int Opened, int Withdrawn)> FollowAsync(this TestDatabase database) => database.Get<ReviewOpener>().RunAsync(Token);

    /// <summary>The number of the review of a new case that is rated so; ratings are followed from before it on.</summary>
    public static async Task<long> RateAsync(this TestDatabase database, string caseNo = "R-1", string unit = Community, byte rating = 1)
    {
        await database.FollowAsync();
        await database.SendCasesAsync(Rated(caseNo, rating, unit) with { ClosedAt = database.Time.Now });
        await database.FollowAsync();
        await using var db = database.Open();
        return (await db.BadReviews.SingleAsync(r => r.CaseNo == caseNo, Token)).Id;
    }

    /// <summary>Adds a review of 2014 for each unit, numbered from 1 on, without a record.</summary>
    public static async Task AddAsync(Func<PortalDb> open, params int[] units)
    {
        await using var db = open();
        for (var i = 1; i <= units.Length; i++)
        {
            var record = new ServiceCase
            {
                Id = i,
                CaseNo = $"N-{i}",
                UnitId = units[i - 1],
                Satisfaction = 1,
            };
            var review = BadReview.Open(record, "test", 1, Now, new(2014, 10, 31), new(Now.AddDays(3), Now.AddDays(21)), Now);
            review.Id = i;
            db.BadReviews.Add(review);
        }
        await db.SaveChangesAsync(Token);
    }

    /// <summary>Brings a new review into a state, by the moves that lead there; not into that which its source alone makes.</summary>
    /// <param name="second">The second rating, where it comes to that.</param>
    public static async Task BringAsync(this TestDatabase database, long id, ReviewState state, int? second = 4)
    {
        var moves = database.Get<ReviewMoves>();
        if (state == ReviewState.Opened)
            return;
        await moves.CallAsync(Clerk, id, 1, reached: true, "等候太久", Token).DoneAsync();
        if (state == ReviewState.Called)
            return;
        if (state is ReviewState.Disputed or ReviewState.StruckOut)
        {
            await moves.DisputeAsync(Clerk, id, 2, "不属实", Token).DoneAsync();
            if (state == ReviewState.StruckOut)
                await moves.StrikeOutAsync(Office, id, 3, "评价对象有误", Token).DoneAsync();
            return;
        }
        await moves.VerifyAsync(Clerk, id, 2, "属实", Token).DoneAsync();
        if (state == ReviewState.Mending)
            return;
        await moves.MendAsync(Clerk, id, 3, "已培训", Token).DoneAsync();
        if (state == ReviewState.Mended)
            return;
        await moves.AskAsync(Clerk, id, 4, second, database.Time.Today, said: null, Token).DoneAsync();
        if (state == ReviewState.Closed)
            await moves.CloseAsync(Office, id, 5, second is null or >= 3, "已核对", Token).DoneAsync();
    }

    public static async Task<ReviewView> FindAsync(this TestDatabase database, long id) =>
        (await database.Get<ReviewReader>().FindAsync(Actor.System, id, Token))!;
}
