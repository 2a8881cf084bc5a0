using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Reviews;
using Portal.Domain.Supervision.Handling;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Reviews;

/// <summary>Ratings of records open reviews, once each, whatever happens to the job.</summary>
public sealed class ReviewOpenerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Rating_OfOneOrTwo_OpensAReviewOfCaseOrAppeal_Once(DatabaseKind kind)
    {
        await using var database = await ActiveAsync(kind);
        await database.SendCasesAsync([.. Enumerable.Range(1, 5).Select(i => SampleReviews.Rated($"C-{i}", (byte)i))]);
        await database.SendCasesAsync(SampleReviews.Rated("unrated", rating: null));
        await database.SendAppealsAsync(
            SampleReviews.Rated("A-1", 2, OtherCommunity) with
            {
                ItemCode = null,
                AppealSource = AppealSource.Hotline12345,
            }
        );

        Assert.Equal((3, 0), await database.FollowAsync());
        Assert.Equal((0, 0), await database.FollowAsync());

        var reviews = await ReviewsAsync(database);
        Assert.Equal(
            [("A-1", 2, RecordStream.Appeals), ("C-1", 1, RecordStream.Cases), ("C-2", 2, RecordStream.Cases)],
            reviews.Select(r => (r.CaseNo, (int)r.Rating, r.Stream)).Order()
        );
        var opened = reviews.Single(r => r.CaseNo == "C-1");
        // Friday, 10:00: one working day ends on Monday, the fifteenth on 21 November.
        Assert.Equal(
            (ReviewState.Opened, CommunityId, "test", 1, Local(2014, 11, 3, 10), Local(2014, 11, 21, 10), Now, new DateOnly(2014, 10, 31)),
            (
                opened.State,
                opened.UnitId,
                opened.Source,
                opened.Episode,
                opened.CallDueAt,
                opened.MendDueAt,
                opened.RatedAt,
                opened.RatedDay
            )
        );
        Assert.Equal(ReviewAction.Opened, Assert.Single(opened.Steps).Action);
        Assert.Equal(Actor.System.Name, opened.Steps[0].By);
    }

    [Theory, Databases]
    public async Task Rating_BeforeTheActivation_OpensNothing_AndOneThatComesLaterDoes(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.SendCasesAsync(
            SampleReviews.Rated("stored before", 1),
            SampleReviews.Rated("rated later", rating: null),
            SampleReviews.Rated("gets worse", 2)
        );
        Assert.Equal((0, 0), await database.FollowAsync());
        database.Clock.Advance(TimeSpan.FromHours(2));
        // An import of history: what was closed before is history, whenever it arrives.
        await database.SendCasesAsync(
            SampleReviews.Rated("history", 1) with
            {
                ClosedAt = Local(2014, 10, 20),
            },
            SampleReviews.Rated("history, rated later", rating: null) with
            {
                ClosedAt = Local(2014, 10, 20),
            },
            SampleReviews.Rated("new", 1) with
            {
                ClosedAt = Local(2014, 10, 31, 11),
            },
            SampleReviews.Rated("closed by then", 2)
        );
        Assert.Equal((2, 0), await database.FollowAsync());

        database.Clock.Advance(TimeSpan.FromHours(1));
        await database.SendCasesAsync(
            SampleReviews.Rated("rated later", 2),
            SampleReviews.Rated("gets worse", 1), // it was bad already
            SampleReviews.Rated("stored before", 1) with
            {
                ExtensionDays = 1,
            },
            SampleReviews.Rated("history, rated later", 1) with
            {
                ClosedAt = Local(2014, 10, 20),
            }
        );
        Assert.Equal((2, 0), await database.FollowAsync());

        Assert.Equal(
            [
                ("new", Now.AddHours(2)),
                ("closed by then", Now.AddHours(2)),
                ("rated later", Now.AddHours(3)),
                ("history, rated later", Now.AddHours(3)),
            ],
            (await ReviewsAsync(database)).Select(r => (r.CaseNo, r.RatedAt))
        );
    }

    [Theory, Databases]
    public async Task Rating_CorrectedByItsSource_WithdrawsTheReview_AndABadOneAgainIsANewEpisode(DatabaseKind kind)
    {
        await using var database = await ActiveAsync(kind);
        var cleared = await database.RateAsync("cleared");
        var closed = await database.RateAsync("closed", rating: 2);
        await database.BringAsync(closed, ReviewState.Closed);
        var worse = await database.RateAsync("still bad", rating: 2);

        await database.SendCasesAsync(
            SampleReviews.Rated("cleared", rating: null),
            SampleReviews.Rated("closed", 3),
            SampleReviews.Rated("still bad", 1)
        );
        Assert.Equal((0, 2), await database.FollowAsync());
        Assert.Equal((0, 0), await database.FollowAsync());

        foreach (var id in (long[])[cleared, closed])
        {
            var step = (await database.FindAsync(id)).Steps[^1];
            Assert.Equal(
                (ReviewAction.Withdrawn, ReviewReasons.RatingCorrected, Actor.System.Name, ReviewState.Withdrawn),
                (step.Action, step.Text, step.By, step.After)
            );
        }
        var kept = await database.FindAsync(worse);
        Assert.Equal((ReviewState.Opened, (byte)2), (kept.State, kept.Rating)); // the first rating
        await database.SendCasesAsync(SampleReviews.Rated("closed", 1));
        Assert.Equal((1, 0), await database.FollowAsync());
        Assert.Equal(
            [(1, ReviewState.Withdrawn), (2, ReviewState.Opened)],
            (await ReviewsAsync(database)).Where(r => r.CaseNo == "closed").Select(r => (r.Episode, r.State))
        );
    }

    /// <summary>A rating that came and went between two runs was never a task.</summary>
    [Fact, Needs(Resource.Database)]
    public async Task Rating_CorrectedBeforeItWasSeen_OpensNothing()
    {
        await using var database = await ActiveAsync(TestStore.Usual);
        await database.SendCasesAsync(SampleReviews.Rated("1", 1), SampleReviews.Rated("2", 4));
        await database.SendCasesAsync(SampleReviews.Rated("1", 5), SampleReviews.Rated("2", 1));
        await database.SendCasesAsync(SampleReviews.Rated("2", 4));
        Assert.Equal((0, 0), await database.FollowAsync());
    }

    [Theory, Databases]
    public async Task Run_OfTwoProcessesAtOnce_OpensOnce(DatabaseKind kind)
    {
        await using var database = await ActiveAsync(kind);
        await database.SendCasesAsync([.. Enumerable.Range(1, 200).Select(i => SampleReviews.Rated($"N-{i}", 1))]);
        await database.SendCasesAsync([.. Enumerable.Range(1, 100).Select(i => SampleReviews.Rated($"L-{i}", rating: null))]);
        await database.SendCasesAsync([.. Enumerable.Range(1, 100).Select(i => SampleReviews.Rated($"L-{i}", 2))]);
        await using var other = TestDatabase.Over(database.Options);

        var runs = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => Task.Run(() => (i % 2 == 0 ? database : other).FollowAsync(), Token))
        );

        Assert.Equal(300, runs.Sum(r => r.Opened));
        var reviews = await ReviewsAsync(database);
        Assert.Equal(300, reviews.Select(r => r.RecordId).Distinct().Count());
        Assert.All(reviews, review => Assert.Single(review.Steps));
    }

    /// <summary>It came, and was rated, while a run was between new records and changes.</summary>
    [Theory, Databases]
    public async Task Record_ThatWasFollowedAsAChangeBeforeItWasNew_HasOneReview(DatabaseKind kind)
    {
        await using var database = await ActiveAsync(kind);
        await database.RateAsync();
        await using (var db = database.Open())
            await db.ReviewProgress.ExecuteUpdateAsync(p => p.SetProperty(x => x.LastRecordId, 0), Token);

        Assert.Equal((0, 0), await database.FollowAsync());
        Assert.Single(await ReviewsAsync(database));
    }

    /// <summary>In the evening nothing passes; the next morning each unit begins with its own hours.</summary>
    [Fact, Needs(Resource.Database)]
    public async Task DueTimes_AreWorkingTimeOfTheUnit()
    {
        await using var database = await ActiveAsync(TestStore.Usual);
        Assert.Null(await database.Get<UnitHoursSettings>().SetAsync(Actor.System, Street, "09:00-11:00", Token));
        database.Clock.SetUtcNow(Local(2014, 10, 31, 20));
        await database.SendCasesAsync(SampleReviews.Rated("own", 1), SampleReviews.Rated("usual", 1, OtherCommunity));
        await database.FollowAsync();

        Assert.Equal(
            [("own", Local(2014, 11, 3, 11), Local(2014, 11, 21, 11)), ("usual", Local(2014, 11, 3, 17, 30), Local(2014, 11, 21, 17, 30))],
            (await ReviewsAsync(database)).Select(r => (r.CaseNo, r.CallDueAt, r.MendDueAt)).Order()
        );
    }

    /// <summary>A database in which ratings are followed from now on.</summary>
    private static async Task<TestDatabase> ActiveAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateSeededAsync(kind);
        await database.FollowAsync();
        return database;
    }

    private static async Task<List<BadReview>> ReviewsAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.BadReviews.AsNoTracking().Include(r => r.Steps.OrderBy(s => s.Id)).OrderBy(r => r.Id).ToListAsync(Token);
    }
}
