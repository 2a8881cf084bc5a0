using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Campaigns.Handling;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Campaigns.Reading;
using Portal.Domain.Data;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Campaigns;

/// <summary>Campaigns ordered, worked off and read on real databases.</summary>
public sealed class CampaignMovesTests
{
    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, DistrictId);
    private static readonly Actor s_clerk = Actors.Of("clerk", Role.Clerk, StreetId);
    private static readonly Actor s_leader = Actors.Of("leader", Role.Leader, DistrictId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Campaign_FromOrderToEnd_IsInTheHistoryStepByStep(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var (moves, reader) = (database.Get<CampaignMoves>(), database.Get<CampaignReader>());
        var id = await OrderAsync(database);
        var items = await reader.ItemsAsync(s_office, id, new(), after: null, 100, Token);
        Assert.Equal(["A", "B", "A", "C", "C", "C"], items.Select(i => i.Name));
        Assert.Equal([true, true, true, false, false, false], items.Select(i => i.IsOverdue));

        var own = items.Where(i => i.UnitId == StreetId).Select(i => i.Id).ToList();
        Assert.Null(await moves.ReportAsync(s_clerk, id, [new(own[0], 2), new(own[1], 0)], "已改", Token));
        var reported = await reader.ItemsAsync(s_office, id, new(State: ItemState.Reported), after: null, 100, Token);
        Assert.Equal(own, reported.Select(i => i.Id));
        Assert.All(reported, item => Assert.True(item.IsLate));
        Assert.Null(await moves.SendBackAsync(s_office, id, [Seen(reported[1])], "网上未改", Token));
        Assert.Null(await moves.ConfirmAsync(s_office, id, [Seen(reported[0])], Token));
        Assert.Null(await moves.ReportAsync(s_clerk, id, [new(own[1], 1)], "", Token));
        Assert.Equal("campaign.itemsOpen", (await moves.CloseAsync(s_office, id, 1, "", Token))?.Code);

        foreach (var item in await reader.ItemsAsync(s_office, id, new(State: ItemState.Open), after: null, 100, Token))
            Assert.Null(await moves.DropAsync(s_office, id, [Seen(item)], "不再适用", Token));
        var last = Assert.Single(await reader.ItemsAsync(s_office, id, new(State: ItemState.Reported), after: null, 100, Token));
        Assert.Null(await moves.ConfirmAsync(s_office, id, [Seen(last)], Token));
        Assert.Null(await moves.CloseAsync(s_office, id, 1, "完成", Token));

        var view = await reader.FindAsync(s_leader, id, on: null, Token);
        Assert.Equal(new CampaignTotals(2, 2, 0, 0, 2, 3), view!.Totals);
        Assert.Equal(CampaignState.Closed, view.Campaign.State);
        Assert.Equal([CampaignAction.CampaignOrdered, CampaignAction.CampaignClosed], view.Steps.Select(s => s.Action));
        Assert.Equal(
            [
                (CampaignAction.Reported, "clerk", "已改"),
                (CampaignAction.SentBack, "office", "网上未改"),
                (CampaignAction.Reported, "clerk", null),
                (CampaignAction.Confirmed, "office", null),
            ],
            (await reader.HistoryAsync(s_clerk, id, own[1], Token)).Select(s => (s.Action, s.By, s.Text))
        );
    }

    [Theory, Databases]
    public async Task Move_OfSeveral_OfWhichOneIsRefused_ChangesNone(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var (moves, reader) = (database.Get<CampaignMoves>(), database.Get<CampaignReader>());
        var id = await OrderAsync(database);
        var items = await reader.ItemsAsync(s_office, id, new(), after: null, 100, Token);

        // The third item is another street's.
        var refusal = await moves.ReportAsync(s_clerk, id, [.. items.Take(3).Select(i => new ItemReport(i.Id, 1))], "", Token);
        Assert.Same(CampaignRefusal.ItemUnknown, refusal);
        Assert.Same(
            CampaignRefusal.CountIsMissing,
            await moves.ReportAsync(s_clerk, id, [new(items[0].Id, 1), new(items[1].Id, null)], "", Token)
        );
        Assert.Same(CampaignRefusal.NothingIsChosen, await moves.ReportAsync(s_clerk, id, [], "", Token));
        Assert.Same(CampaignRefusal.ItemUnknown, await moves.ReportAsync(s_clerk, id + 1, [new(items[0].Id, 1)], "", Token));

        Assert.All(await reader.ItemsAsync(s_office, id, new(), after: null, 100, Token), item => Assert.Equal(ItemState.Open, item.State));
        await using var db = database.Open();
        Assert.Equal(1, await db.CampaignSteps.CountAsync(Token));
    }

    [Theory, Databases]
    public async Task Report_ByManyAtOnce_IsTakenOnce(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var moves = database.Get<CampaignMoves>();
        var id = await OrderAsync(database);
        var item = (await database.Get<CampaignReader>().ItemsAsync(s_clerk, id, new(), after: null, 1, Token))[0];

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => moves.ReportAsync(s_clerk, id, [new(item.Id, 1)], "", Token)));

        Assert.Equal(1, answers.Count(answer => answer is null));
        Assert.Equal(7, answers.Count(answer => answer == CampaignRefusal.ItemIsNotOpen));
        await using var db = database.Open();
        Assert.Equal(1, await db.CampaignSteps.CountAsync(s => s.Action == CampaignAction.Reported, Token));
    }

    [Fact, Needs(Resource.Database)]
    public async Task Readers_SeeTheirUnitsAlone()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var reader = database.Get<CampaignReader>();
        var id = await OrderAsync(database);

        Assert.Equal(4, (await reader.FindAsync(s_clerk, id, on: null, Token))!.Totals.Items); // two of the street, two of its communities
        Assert.Equal(4, Assert.Single(await reader.ListAsync(s_clerk, Token)).Totals.Items);
        Assert.Equal(6, Assert.Single(await reader.ListAsync(s_leader, Token)).Totals.Items);
        Assert.Equal(
            [Street, Street, Community, SecondCommunity],
            (await reader.ItemsAsync(s_clerk, id, new(), after: null, 100, Token)).Select(i => i.UnitCode)
        );
        Assert.Empty(await reader.ItemsAsync(s_clerk, id, new(UnitId: OtherStreetId), after: null, 100, Token));
        Assert.Equal(2, await reader.CountWaitingAsync(s_clerk, Token)); // overdue since yesterday
        Assert.Equal(0, await reader.CountWaitingAsync(s_office, Token)); // nothing is reported
        var stranger = Actors.Of("department", Role.Clerk, DepartmentId);
        Assert.Null(await reader.FindAsync(stranger, id, on: null, Token));
        Assert.Empty(await reader.ListAsync(stranger, Token));
    }

    [Fact, Needs(Resource.Database)]
    public async Task Ranks_AreSharedWithinAKind()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var (moves, reader) = (database.Get<CampaignMoves>(), database.Get<CampaignReader>());
        var id = await OrderAsync(database);
        var items = await reader.ItemsAsync(s_office, id, new(Phase: 2), after: null, 100, Token);
        var done = items[2];
        Assert.Null(await moves.ReportAsync(Actor.System, id, [new(done.Id, 0)], "", Token));
        Assert.Null(await moves.ConfirmAsync(s_office, id, [new(done.Id, 1)], Token));

        var units = (await reader.FindAsync(s_leader, id, on: null, Token))!.Units;
        Assert.Equal(
            [(Street, 1), (OtherStreet, 1), (OtherCommunity, 1), (Community, 2), (SecondCommunity, 2)],
            units.Select(u => (u.Code, u.Rank))
        );
    }

    [Fact, Needs(Resource.Database)]
    public async Task Order_ThatIsWrong_TellsEveryFault_AndWritesNothing()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var order = new CampaignOrder(
            " ",
            new string('长', CampaignTexts.TextLength + 1),
            "a\u202Eexe",
            "",
            [
                new("", new(2014, 10, 31), new(2014, 10, 30), []),
                new(
                    "二",
                    new(2014, 10, 31),
                    new(2014, 10, 31),
                    [new("nowhere", "A"), new(Street, ""), new(Street, "B"), new(Street, " B ")]
                ),
            ]
        );
        var answer = await database.Get<CampaignMoves>().OrderAsync(s_office, order, Token);

        Assert.Equal(
            [
                ("Name", "text.required", null, null),
                ("Purpose", "text.tooLong", null, null),
                ("Basis", "text.unprintable", null, null),
                ("Name", "text.required", 1, null),
                ("DueOn", "phase.backwards", 1, null),
                ("Items", "items.count", 1, null),
                ("Items", "unit.unknown", 2, 1),
                ("Items", "text.required", 2, 2),
                ("Items", "item.repeated", 2, 4),
            ],
            answer.Problems.Select(p => (p.Field, p.Refusal.Code, p.Phase, p.Line))
        );
        await using var db = database.Open();
        Assert.False(await db.Campaigns.AnyAsync(Token));
    }

    [Theory]
    [InlineData("2014-10-27", "9999-12-31")]
    [InlineData("0001-01-01", "0001-01-02")]
    [InlineData("2199-01-01", "2199-01-02")]
    [Needs(Resource.Database)]
    public async Task Order_WithDaysThatCannotBeMeant_IsRefused(string from, string to)
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var phase = new PhaseOrder("一", DateOnly.Parse(from, null), DateOnly.Parse(to, null), [new(Street, "A")]);
        var answer = await database.Get<CampaignMoves>().OrderAsync(s_office, SampleCampaign.Order with { Phases = [phase] }, Token);
        Assert.Equal(["phase.tooFar"], answer.Problems.Select(p => p.Refusal.Code));
    }

    [Fact, Needs(Resource.Database)]
    public async Task State_OnADayBeforeTheEnd_IsRunning()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var id = await OrderAsync(database);
        database.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Null(await database.Get<CampaignMoves>().WithdrawAsync(s_office, id, 1, "改期", Token));
        var reader = database.Get<CampaignReader>();
        Assert.Equal(CampaignState.Running, (await reader.FindAsync(s_leader, id, new(2014, 11, 2), Token))!.State);
        Assert.Equal(CampaignState.Withdrawn, (await reader.FindAsync(s_leader, id, new(2014, 11, 3), Token))!.State);
    }

    [Fact, Needs(Resource.Database)]
    public async Task Order_ForUnitsOfOthers_IsRefused()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var moves = database.Get<CampaignMoves>();
        var street = Actors.Of("street-office", Role.EfficiencyOffice, StreetId);

        var answer = await moves.OrderAsync(street, SampleCampaign.Order, Token);
        Assert.Equal(["unit.unknown", "unit.unknown"], answer.Problems.Select(p => p.Refusal.Code));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => moves.OrderAsync(s_clerk, SampleCampaign.Order, Token));

        // The whole campaign is not theirs to end.
        var id = await OrderAsync(database);
        Assert.Same(CampaignRefusal.CampaignUnknown, await moves.WithdrawAsync(street, id, 1, "x", Token));
        Assert.Same(CampaignRefusal.CampaignUnknown, await moves.WithdrawAsync(s_clerk, id, 1, "x", Token));
    }

    private static SeenItem Seen(ItemView item) => new(item.Id, item.Revision);

    private static async Task<int> OrderAsync(TestDatabase database)
    {
        var ordered = await database.Get<CampaignMoves>().OrderAsync(s_office, SampleCampaign.Order, Token);
        Assert.Empty(ordered.Problems);
        return ordered.CampaignId;
    }
}
