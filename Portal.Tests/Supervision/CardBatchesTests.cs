using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Handling;
using Portal.Domain.Supervision.Rules;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Supervision;

/// <summary>Many cards moved together, and taken back.</summary>
public sealed class CardBatchesTests
{
    private static readonly Actor s_clerk = Actors.Of("clerk", Role.Clerk, StreetId);
    private static readonly Actor s_colleague = Actors.Of("colleague", Role.Clerk, StreetId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Batch_MovesWhatItMay_TellsTheReasonOfTheRest_AndIsTakenBack(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        var batches = database.Get<CardBatches>();
        await database.Get<CardMoves>().AcknowledgeAsync(s_colleague, 2, Token).DoneAsync();

        var done = await batches
            .AcknowledgeAsync(s_clerk, [new(1, 0), new(2, 1), new(3, 0), new(4, 0), new(1, 0), new(99, 0)], Token)
            .DoneAsync();
        Assert.Equal(
            [(1, 1, null), (2, 1, "card.notNew"), (3, 1, null), (4, 0, "card.unknown"), (99L, 0, "card.unknown")],
            done.Select(o => (o.Id, o.Revision, o.Refusal?.Code))
        );
        Assert.Equal(CardState.Acknowledged, (await FindAsync(database, 1)).State);
        Assert.Equal(CardState.Closed, (await FindAsync(database, 3)).State);

        // A colleague answers one of the two within the minute: it is not taken back.
        await database.Get<CardMoves>().AnswerAsync(s_colleague, 1, "已补办", Token).DoneAsync();
        var undone = await batches.TakeBackAsync(s_clerk, [new(1, 1), new(3, 1)], Token).DoneAsync();
        Assert.Equal([(1L, "card.changed"), (3L, null)], undone.Select(o => (o.Id, o.Refusal?.Code)));
        Assert.Equal(CardState.Answered, (await FindAsync(database, 1)).State);
        var back = await FindAsync(database, 3);
        Assert.Equal(CardState.Issued, back.State);
        Assert.Equal([CardAction.Issued, CardAction.Acknowledged, CardAction.TakenBack], back.Steps.Select(s => s.Action));
    }

    [Theory, Databases]
    public async Task HandOver_LeavesTheReceiverItsTime_AndAtLeastTheMinimum(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        var batches = database.Get<CardBatches>();

        Assert.Null((await batches.HandOverAsync(s_clerk, [new(1, 0)], SecondCommunity, "在该社区", Token).DoneAsync())[0].Refusal);
        var card = await FindAsync(database, 1);
        // Three working days of 6.5 hours from Friday, 10:00.
        Assert.Equal((SecondCommunityId, SecondCommunity, Local(2014, 11, 5, 10)), (card.UnitId, card.UnitCode, card.AnswerDueAt));
        Assert.Equal((CommunityId, SecondCommunityId), (card.Steps[^1].FromUnitId, card.Steps[^1].ToUnitId));

        await database.Get<WarningRules>().ChangeAsync(Actor.System, ShippedRules.HandOver, 40, 1, Token).DoneAsync();
        Assert.Null((await batches.HandOverAsync(s_clerk, [new(2, 0)], SecondCommunity, "在该社区", Token).DoneAsync())[0].Refusal);
        Assert.Equal(Local(2014, 11, 10, 11), (await FindAsync(database, 2)).AnswerDueAt);

        await batches.HandOverAsync(s_clerk, [new(2, 1)], OtherStreet, "越权", Token).RefusedAsync(CardRefusal.UnitUnknown);
        await batches.HandOverAsync(s_clerk, [new(2, 1)], "nowhere", "越权", Token).RefusedAsync(CardRefusal.UnitUnknown);
        await batches.HandOverAsync(s_clerk, [], Street, "空", Token).RefusedAsync(CardRefusal.TooManyAtOnce);
        SeenCard[] many = [.. Enumerable.Range(1, CardBatches.MostAtOnce + 1).Select(i => new SeenCard(i, 0))];
        await batches.AcknowledgeAsync(s_clerk, many, Token).RefusedAsync(CardRefusal.TooManyAtOnce);
    }

    [Theory, Databases]
    public async Task HandOver_OfTheSameCardsAtOnce_IsDoneOnce(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        var batches = database.Get<CardBatches>();
        var all = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i =>
                    Task.Run(
                        () =>
                            batches
                                .HandOverAsync(i % 2 == 0 ? s_clerk : s_colleague, [new(1, 0), new(2, 0)], Street, "统一办理", Token)
                                .DoneAsync(),
                        Token
                    )
                )
        );
        Assert.Equal(2, all.SelectMany(outcomes => outcomes).Count(o => o.Refusal is null));
        Assert.Equal(2, (await FindAsync(database, 1)).Steps.Count);
    }

    [Theory, Databases]
    public async Task LateAnswer_IsEscalatedByARuleInForceOnly_ByOneLevelAtATime_OnceEach(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        var escalations = database.Get<CardEscalations>();
        database.Clock.SetUtcNow(Local(2014, 10, 31, 11));
        await database.Get<WarningRules>().ChangeAsync(Actor.System, ShippedRules.Escalation, 8, 1, Token).DoneAsync();
        for (var at = Local(2014, 11, 3, 9); at < Local(2014, 11, 8); at = at.AddMinutes(30))
        {
            database.Clock.SetUtcNow(at);
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => escalations.RunAsync(Token), Token)));
        }

        // Due on Monday at 10:00; eight working hours later the head gets eight, and eight hours after these the district.
        var card = await FindAsync(database, 1);
        Assert.Equal(
            [(CardDesk.Head, Local(2014, 11, 4, 11).AddMinutes(30), "system"), (CardDesk.District, Local(2014, 11, 6, 17), "system")],
            card.Steps.Where(s => s.Action == CardAction.Escalated).Select(s => (s.Desk!.Value, s.At, s.By))
        );
        Assert.Equal(CardDesk.District, card.Desk);
        Assert.Equal(CardDesk.Unit, (await FindAsync(database, 3)).Desk); // a notice
    }

    [Theory, Databases]
    public async Task LateAnswer_WithoutARuleInForce_OrFromBeforeIt_StaysWhereItIs(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        database.Clock.SetUtcNow(Local(2014, 11, 20, 10));
        Assert.Equal(0, await database.Get<CardEscalations>().RunAsync(Token));
        await database.Get<WarningRules>().ChangeAsync(Actor.System, ShippedRules.Escalation, 8, 1, Token).DoneAsync();
        database.Clock.SetUtcNow(Local(2014, 11, 28, 10));
        Assert.Equal(0, await database.Get<CardEscalations>().RunAsync(Token));
        Assert.Equal(CardDesk.Unit, (await FindAsync(database, 1)).Desk);
    }

    [Fact, Needs(Resource.Database)]
    public async Task Escalation_ByHand_GivesTheNextLevelItsTime()
    {
        await using var database = await FilledAsync(TestStore.Usual);
        var moves = database.Get<CardMoves>();
        await moves.EscalateAsync(s_clerk, 1, 0, "需负责人协调", Token).DoneAsync();
        // Eight working hours from Friday, 10:00.
        Assert.Equal(Local(2014, 11, 3, 11).AddMinutes(30), (await FindAsync(database, 1)).AnswerDueAt);
        await moves.EscalateAsync(s_clerk, 4, 0, "越权", Token).RefusedAsync(CardRefusal.CardUnknown);
        await moves.CommentAsync(Actors.Of("office", Role.EfficiencyOffice, DistrictId), 1, 1, "请说明原因", Token).DoneAsync();
        await moves.CommentAsync(Actors.Of("leader", Role.Leader, DistrictId), 1, 2, "越权", Token).RefusedAsync(CardRefusal.CardUnknown);
    }

    private static async Task<CardView> FindAsync(TestDatabase database, long id) =>
        (await database.Get<CardReader>().FindAsync(Actor.System, id, Token))!;

    /// <summary>Cards 1 to 3 of the street's community, the third a notice; card 4 of the other street.</summary>
    private static async Task<TestDatabase> FilledAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateSeededAsync(kind);
        await SampleCards.AddAsync(
            database.Open,
            (CommunityId, CardLevel.Yellow),
            (CommunityId, CardLevel.Red),
            (CommunityId, CardLevel.Notice),
            (OtherStreetId, CardLevel.Yellow)
        );
        return database;
    }
}
