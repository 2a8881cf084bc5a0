using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Evidence;
using Portal.Domain.Rectifications;
using Portal.Domain.Supervision.Rules;
using Portal.Tests.Evidence;
using Portal.Tests.Supervision;
using Portal.Tests.Support;

namespace Portal.Tests.Rectifications;

/// <summary>Orders as they are stored: moved by many at once, and with their evidence.</summary>
public sealed class RectificationMovesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Order_FromItsBeginningToItsEnd_IsKeptWithEveryStepAndRound(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var moves = database.Get<RectificationMoves>();
        var id = await database.OrderAsync();
        await moves.SubmitAsync(SampleRectifications.Head, id, 1, "已公示", Token).RefusedAsync(RectificationRefusal.EvidenceIsMissing);
        await database.SubmitAsync(id);
        database.Clock.Advance(TimeSpan.FromHours(1));
        var later = SampleRectifications.Deadline.AddDays(7);
        await moves.SendBackAsync(SampleRectifications.Office, id, 2, "照片不清", later, Token).DoneAsync();
        // The files of the first round prove nothing in the second.
        await moves.SubmitAsync(SampleRectifications.Head, id, 3, "又来", Token).RefusedAsync(RectificationRefusal.EvidenceIsMissing);
        await database.SubmitAsync(id); // the same picture in another round
        await moves.CloseAsync(SampleRectifications.Office, id, 4, remark: null, Token).DoneAsync();

        var order = (await database.Get<RectificationReader>().FindAsync(SampleRectifications.Head, id, Token))!;
        Assert.Equal((RectificationState.Closed, 2, later, 5), (order.State, order.Round, order.Deadline, order.Revision));
        Assert.Equal(
            [
                (RectificationAction.Ordered, "office", RectificationState.Ordered),
                (RectificationAction.Submitted, "head", RectificationState.Submitted),
                (RectificationAction.SentBack, "office", RectificationState.Ordered),
                (RectificationAction.Submitted, "head", RectificationState.Submitted),
                (RectificationAction.Closed, "office", RectificationState.Closed),
            ],
            order.Steps.Select(s => (s.Action, s.By, s.After))
        );
        Assert.Equal((SampleRectifications.Deadline, later), (order.Steps[2].DeadlineBefore, order.Steps[2].DeadlineAfter));
        Assert.Equal([1, 2], order.Evidence.Select(e => e.Round));
        Assert.Equal(SampleData.Now.AddHours(1), order.Steps[^1].At);
    }

    [Theory, Databases]
    public async Task HandOver_LeavesThreeWorkingDays_AndStaysWithinTheOwnUnits(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var moves = database.Get<RectificationMoves>();
        // Ordered on Friday for the same day: the third working day after it is Wednesday.
        var id = await database.OrderAsync(deadline: new(2014, 10, 31));
        var head = SampleRectifications.Head;
        await moves.HandOverAsync(head, id, 1, SampleData.OtherStreet, "属另一街道", Token).RefusedAsync(RectificationRefusal.UnitUnknown);
        await moves.HandOverAsync(head, id, 1, SampleData.Community, "窗口在该社区", Token).DoneAsync();

        var order = (await database.Get<RectificationReader>().FindAsync(head, id, Token))!;
        Assert.Equal((SampleData.CommunityId, new DateOnly(2014, 11, 5)), (order.UnitId, order.Deadline));
        Assert.Equal((SampleData.StreetId, SampleData.CommunityId), (order.Steps[^1].FromUnitId, order.Steps[^1].ToUnitId));
    }

    [Theory, Databases]
    public async Task Moves_OfManyAtOnce_AreWonByOne(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await using var other = TestDatabase.Over(database.Options);
        TestDatabase[] processes = [database, other];
        var id = await database.OrderAsync();
        await database.AddAsync(id);
        var submitted = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i =>
                    Task.Run(
                        () =>
                            processes[i % 2]
                                .Get<RectificationMoves>()
                                .SubmitAsync(SampleRectifications.Head, id, 1, $"已公示 {i}", Token)
                                .CodeAsync(),
                        Token
                    )
                )
        );
        Assert.Equal(1, submitted.Count(code => code is null));
        Assert.All(submitted.Where(code => code is not null), code => Assert.Equal("rectification.notOrdered", code));

        var decided = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => Task.Run(() => DecideAsync(processes[i % 2].Get<RectificationMoves>(), id, i), Token))
        );
        Assert.Equal(1, decided.Count(code => code is null));
        var order = (await database.Get<RectificationReader>().FindAsync(Actor.System, id, Token))!;
        Assert.Equal((3, 3), (order.Revision, order.Steps.Count));
    }

    [Theory, Databases]
    public async Task Evidence_SentTwiceOrTooOften_IsKeptOnce_AndNeverChanged(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(
            kind,
            s => s.AddSingleton(new EvidenceLimits(10 << 20, MostFiles: 3))
        );
        var evidence = database.Get<RectificationEvidence>();
        var id = await database.OrderAsync();
        var bytes = SampleEvidence.Png();
        var codes = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => Task.Run(() => AddAsync(evidence, id, bytes).CodeAsync(), Token))
        );
        Assert.Equal([null, "file.twice", "file.twice", "file.twice", "file.twice"], codes.Order());
        await database.AddAsync(id, 1);
        await database.AddAsync(id, 2);
        await AddAsync(evidence, id, SampleEvidence.Png(3)).RefusedAsync(EvidenceRefusal.TooManyFiles);

        var files = (await database.Get<RectificationReader>().FindAsync(Actor.System, id, Token))!.Evidence;
        Assert.Equal(3, files.Count);
        Assert.Equal(bytes, (await evidence.OpenAsync(SampleRectifications.Head, files[0].Id, Token))!.Bytes);
        await using var db = database.Open();
        var stored = await db.EvidenceFiles.Include(f => f.Content).FirstAsync(Token);
        stored.Name = "other.png";
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Token));
        db.ChangeTracker.Clear();
        db.Remove(await db.EvidenceContents.FirstAsync(Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Token));
        db.ChangeTracker.Clear();
        db.Remove(await db.Set<RectificationStep>().FirstAsync(Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Token));
    }

    [Fact, Needs(Resource.Database)]
    public async Task Evidence_OfSomebodyElsesOrder_IsAsIfThereWasNone()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var evidence = database.Get<RectificationEvidence>();
        var id = await database.OrderAsync();
        var file = await database.AddAsync(id);
        var stranger = Actors.Of("stranger", Role.UnitHead, SampleData.OtherStreetId);
        var content = new Zeros(1);

        await evidence.AddAsync(stranger, id, "a.png", null, content, Token).RefusedAsync(RectificationRefusal.OrderUnknown);
        await evidence.AddAsync(stranger, 999, "a.png", null, content, Token).RefusedAsync(RectificationRefusal.OrderUnknown);
        // Leaders look, and the office decides: neither adds.
        foreach (var role in (Role[])[Role.Leader, Role.EfficiencyOffice, Role.Administrator])
        {
            var reader = Actors.Of("reader", role, SampleData.StreetId);
            await evidence.AddAsync(reader, id, "a.png", null, content, Token).RefusedAsync(RectificationRefusal.OrderUnknown);
            Assert.NotNull(await evidence.OpenAsync(reader, file.Id, Token));
        }
        Assert.Equal(0, content.Given);
        Assert.Null(await evidence.OpenAsync(stranger, file.Id, Token));
        Assert.Null(await evidence.OpenAsync(Actor.Nobody, file.Id, Token));
    }

    [Fact, Needs(Resource.Database)]
    public async Task Evidence_IsTakenWhileTheUnitHasToMend_Alone()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var evidence = database.Get<RectificationEvidence>();
        var id = await database.OrderAsync();
        await database.SubmitAsync(id);
        await AddAsync(evidence, id, SampleEvidence.Png(9)).RefusedAsync(RectificationRefusal.UnitIsNotToAct);
        await database.Get<RectificationMoves>().CloseAsync(SampleRectifications.Office, id, 2, null, Token).DoneAsync();
        await AddAsync(evidence, id, SampleEvidence.Png(9)).RefusedAsync(RectificationRefusal.UnitIsNotToAct);
    }

    /// <summary>The office submits while the last byte is on its way: the state is asked again when all are there.</summary>
    [Fact, Needs(Resource.Database)]
    public async Task Evidence_ThatArrivesAfterTheOrderEnded_IsRefused()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var id = await database.OrderAsync();
        var slow = new Slow(SampleEvidence.Png());
        var adding = database.Get<RectificationEvidence>().AddAsync(SampleRectifications.Head, id, "a.png", null, slow, Token);
        await database.Get<RectificationMoves>().WithdrawAsync(SampleRectifications.Office, id, 1, "误下达", Token).DoneAsync();
        slow.Go();
        await adding.RefusedAsync(RectificationRefusal.UnitIsNotToAct);
    }

    [Fact, Needs(Resource.Database)]
    public async Task Evidence_OfWhichTheConnectionBreaks_LeavesNothing()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var id = await database.OrderAsync();
        using var cut = new CancellationTokenSource();
        var slow = new Slow(SampleEvidence.Png());
        var adding = database.Get<RectificationEvidence>().AddAsync(SampleRectifications.Head, id, "a.png", null, slow, cut.Token);
        await cut.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await adding.CodeAsync());
        await using var db = database.Open();
        Assert.Equal(0, await db.EvidenceContents.CountAsync(Token));
    }

    [Fact, Needs(Resource.Database)]
    public async Task Order_OfACard_IsForTheUnitOfTheCardAlone()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await SampleCards.AddAsync(database.Open, (SampleData.CommunityId, CardLevel.Red), (SampleData.OtherCommunityId, CardLevel.Red));
        var moves = database.Get<RectificationMoves>();
        var demand = SampleRectifications.Demand(card: 1);
        await moves
            .OrderAsync(SampleRectifications.Office, SampleData.Street, demand, Token)
            .RefusedAsync(RectificationRefusal.CardUnknown);
        await moves
            .OrderAsync(SampleRectifications.Office, SampleData.Community, demand with { CardId = 99 }, Token)
            .RefusedAsync(RectificationRefusal.CardUnknown);
        await moves.OrderAsync(SampleRectifications.Office, "nowhere", demand, Token).RefusedAsync(RectificationRefusal.UnitUnknown);
        await moves
            .OrderAsync(SampleRectifications.Head, SampleData.Community, demand, Token)
            .RefusedAsync(RectificationRefusal.UnitUnknown);

        var id = await moves.OrderAsync(SampleRectifications.Office, SampleData.Community, demand, Token).DoneAsync();

        var ofCard = await database
            .Get<RectificationReader>()
            .PageAsync(SampleRectifications.Head, new(CardId: 1), before: null, 10, Token);
        Assert.Equal((id, (long?)1), (Assert.Single(ofCard).Id, ofCard[0].CardId));
    }

    private static Task<string?> DecideAsync(RectificationMoves moves, long id, int number) =>
        number % 2 == 0
            ? moves.CloseAsync(SampleRectifications.Office, id, 2, null, Token).CodeAsync()
            : moves.SendBackAsync(SampleRectifications.Office, id, 2, "不清", SampleRectifications.Deadline, Token).CodeAsync();

    private static Task<Domain.Shared.Outcome<EvidenceView>> AddAsync(RectificationEvidence evidence, long id, byte[] bytes) =>
        evidence.AddAsync(SampleRectifications.Head, id, "a.png", declaredLength: null, new MemoryStream(bytes), Token);

    /// <summary>Bytes that come when they are let.</summary>
    private sealed class Slow(byte[] bytes) : MemoryStream(bytes)
    {
        private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Go() => _gate.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _gate.Task.WaitAsync(cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
