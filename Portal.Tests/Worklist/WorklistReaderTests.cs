using Portal.Domain.Access;
using Portal.Domain.Campaigns.Handling;
using Portal.Domain.Campaigns.Reading;
using Portal.Domain.Data;
using Portal.Domain.Marks;
using Portal.Domain.Reviews;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Handling;
using Portal.Domain.Supervision.Rules;
using Portal.Domain.Worklist;
using Portal.Tests.Campaigns;
using Portal.Tests.Rectifications;
using Portal.Tests.Reviews;
using Portal.Tests.Supervision;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Worklist;

/// <summary>Who sees which task, and in which order.</summary>
public sealed class WorklistReaderTests
{
    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, DistrictId);
    private static readonly Actor s_clerk = Actors.Of("clerk", Role.Clerk, StreetId);
    private static readonly Actor s_leader = Actors.Of("leader", Role.Leader, DistrictId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Tasks_OfEachReader_AreTheirs_ByTheTimeThatIsLeft(DatabaseKind kind)
    {
        // Friday, 31 October, 10:00: the campaign's first phase ended yesterday, the cards are due on Monday, the order today.
        await using var database = await FilledAsync(kind);
        var reader = database.Get<WorklistReader>();

        Assert.Equal(
            [
                (WorkKind.CampaignItems, WorkStep.Act, DueSpan.Overdue, Street, 2),
                (WorkKind.Rectification, WorkStep.Act, DueSpan.Today, Community, 1),
                (WorkKind.Card, WorkStep.Act, DueSpan.Soon, Community, 1),
                (WorkKind.CampaignItems, WorkStep.Act, DueSpan.Later, Community, 1),
                (WorkKind.CampaignItems, WorkStep.Act, DueSpan.Later, SecondCommunity, 1),
            ],
            Facts(await reader.ReadAsync(s_clerk, cancellation: Token)).OrderBy(f => f.Item3).ThenBy(f => f.Item4, StringComparer.Ordinal)
        );
        // The office decides on the answered card and has nothing to report.
        Assert.Equal(
            [(WorkKind.Card, WorkStep.Decide, DueSpan.Open, SecondCommunity, 1)],
            Facts(await reader.ReadAsync(s_office, cancellation: Token))
        );
        // A leader sees what is late.
        Assert.Equal(
            [
                (WorkKind.CampaignItems, WorkStep.Watch, DueSpan.Overdue, Street, 2),
                (WorkKind.CampaignItems, WorkStep.Watch, DueSpan.Overdue, OtherStreet, 1),
            ],
            Facts(await reader.ReadAsync(s_leader, cancellation: Token)).OrderBy(f => f.Item4, StringComparer.Ordinal)
        );
        Assert.Equal(
            [Community, Community, Community],
            (await reader.ReadAsync(s_clerk, CommunityId, Token)).Select(item => item.UnitCode)
        );
        Assert.Empty(await reader.ReadAsync(s_clerk, OtherStreetId, Token));

        // Four days later the red card and the order are late, and a leader sees both.
        database.Clock.Advance(TimeSpan.FromDays(4));
        var late = await reader.ReadAsync(s_leader, cancellation: Token);
        Assert.Contains(late, item => item is { Kind: WorkKind.Card, Level: CardLevel.Red, Step: WorkStep.Watch, Due: DueSpan.Overdue });
        Assert.Contains(late, item => item is { Kind: WorkKind.Rectification, Step: WorkStep.Watch });
        Assert.DoesNotContain(late, item => item.Level == CardLevel.Yellow);
    }

    [Fact, Needs(Resource.Database)]
    public async Task Task_ThatIsDone_IsGone_AndThenWaitsForTheOffice()
    {
        await using var database = await FilledAsync(TestStore.Usual);
        var reader = database.Get<WorklistReader>();
        var campaign = (await reader.ReadAsync(s_clerk, StreetId, Token)).First(item => item.Kind == WorkKind.CampaignItems);
        var items = await database
            .Get<CampaignReader>()
            .ItemsAsync(s_clerk, (int)campaign.Number, new(StreetId, 1), after: null, 10, Token);
        Assert.Null(
            await database
                .Get<CampaignMoves>()
                .ReportAsync(s_clerk, (int)campaign.Number, [.. items.Select(i => new ItemReport(i.Id, 0))], "", Token)
        );

        Assert.DoesNotContain(await reader.ReadAsync(s_clerk, cancellation: Token), item => item.Phase == 1);
        var decision = (await reader.ReadAsync(s_office, cancellation: Token)).Single(item => item.Kind == WorkKind.CampaignItems);
        Assert.Equal((WorkStep.Decide, 2, null), (decision.Step, decision.Count, decision.DueAt));
    }

    [Theory, Databases]
    public async Task Task_IsUnread_UntilItsReaderOpensIt_AndAgainWhenItChanges(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        var (reader, marks) = (database.Get<WorklistReader>(), database.Get<ReadMarks>());
        var all = await reader.ReadAsync(s_clerk, cancellation: Token);
        Assert.Equal(all.Count, await reader.CountUnreadAsync(s_clerk, Token));
        foreach (var item in all)
            await marks.NoteAsync(s_clerk, item.Key, item.Version, Token);
        Assert.Equal(0, await reader.CountUnreadAsync(s_clerk, Token));
        Assert.NotEqual(0, await reader.CountUnreadAsync(Actors.Of("colleague", Role.Clerk, StreetId), Token));

        await database.Get<CardMoves>().CommentAsync(s_office, 1, 0, "请尽快答复", Token).DoneAsync();
        var changed = Assert.Single(await reader.ReadAsync(s_clerk, cancellation: Token), item => item.IsUnread);
        Assert.Equal((WorkKind.Card, 1L), (changed.Kind, changed.Number));
    }

    [Fact, Needs(Resource.Database)]
    public async Task Marks_OfAPerson_AreBounded_AndOldOnesRemoved()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var marks = database.Get<ReadMarks>();
        await using (var db = database.Open())
        {
            var at = database.Time.Now - ReadMarks.KeptFor;
            db.ReadMarks.AddRange(
                Enumerable
                    .Range(0, ReadMarks.MostOfPerson)
                    .Select(i => new ReadMark
                    {
                        Person = "clerk",
                        Task = TaskKeys.OfCard(i),
                        At = at.AddMinutes(i - 10),
                    })
            );
            await db.SaveChangesAsync(Token);
        }
        await marks.NoteAsync(s_clerk, TaskKeys.OfOrder(1), 3, Token);
        await marks.NoteAsync(Actor.Nobody, TaskKeys.OfOrder(1), 3, Token);
        var kept = await marks.OfAsync(s_clerk, Token);
        Assert.Equal(ReadMarks.MostOfPerson, kept.Count);
        Assert.False(kept.ContainsKey(TaskKeys.OfCard(0))); // the oldest made room
        Assert.Equal(3, kept[TaskKeys.OfOrder(1)]);
        Assert.Empty(await marks.OfAsync(Actor.Nobody, Token));

        Assert.Equal(9, await marks.TrimAsync(Token)); // those of the ten minutes before, less the one that made room
    }

    [Fact, Needs(Resource.Database)]
    public async Task Leader_SeesCardsThatWereEscalatedToTheDistrict_BeforeTheyAreLate()
    {
        await using var database = await FilledAsync(TestStore.Usual);
        var (reader, moves) = (database.Get<WorklistReader>(), database.Get<CardMoves>());
        await moves.EscalateAsync(s_clerk, 1, 0, "需协调", Token).DoneAsync();
        Assert.DoesNotContain(await reader.ReadAsync(s_leader, cancellation: Token), item => item.Kind == WorkKind.Card);
        await moves.EscalateAsync(s_clerk, 1, 1, "需区里协调", Token).DoneAsync();
        var card = Assert.Single(await reader.ReadAsync(s_leader, cancellation: Token), item => item.Kind == WorkKind.Card);
        Assert.Equal((WorkStep.Watch, CardDesk.District), (card.Step, card.Desk));
    }

    [Fact, Needs(Resource.Database)]
    public async Task Review_WaitsForItsCall_ThenForMending_ThenForTheOffice()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var reader = database.Get<WorklistReader>();
        var id = await database.RateAsync();
        // Friday, 10:00: one working day to call, fifteen to mend.
        await WaitsAsync(s_clerk, WorkStep.Act, DueSpan.Soon, Local(2014, 11, 3, 10));
        Assert.Empty(await reader.ReadAsync(s_leader, cancellation: Token));
        database.Clock.Advance(TimeSpan.FromDays(4));
        await WaitsAsync(s_leader, WorkStep.Watch, DueSpan.Overdue, Local(2014, 11, 3, 10));
        await database.BringAsync(id, ReviewState.Called);
        await WaitsAsync(s_clerk, WorkStep.Act, DueSpan.Later, Local(2014, 11, 21, 10));
        await database.Get<ReviewMoves>().DisputeAsync(s_clerk, id, 2, "不属实", Token).DoneAsync();
        await WaitsAsync(s_office, WorkStep.Decide, DueSpan.Open, due: null);
        Assert.Empty(await reader.ReadAsync(s_clerk, cancellation: Token));

        async Task WaitsAsync(Actor actor, WorkStep step, DueSpan span, DateTimeOffset? due)
        {
            var item = Assert.Single(await reader.ReadAsync(actor, cancellation: Token));
            Assert.Equal((WorkKind.Review, step, id, span, due), (item.Kind, item.Step, item.Number, item.Due, item.DueAt));
        }
    }

    private static IEnumerable<(WorkKind, WorkStep, DueSpan, string, int)> Facts(IEnumerable<WorkItem> items) =>
        items.Select(item => (item.Kind, item.Step, item.Due, item.UnitCode, item.Count));

    private static async Task<TestDatabase> FilledAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateSeededAsync(kind);
        await SampleCards.AddAsync(
            database.Open,
            (CommunityId, CardLevel.Red),
            (SecondCommunityId, CardLevel.Yellow),
            (CommunityId, CardLevel.Notice)
        );
        Assert.Null(await database.Get<CardMoves>().AnswerAsync(Actor.System, 2, "已补办", Token));
        Assert.Empty((await database.Get<CampaignMoves>().OrderAsync(s_office, SampleCampaign.Order, Token)).Problems);
        await database.OrderAsync(Community, deadline: new(2014, 10, 31));
        return database;
    }
}
