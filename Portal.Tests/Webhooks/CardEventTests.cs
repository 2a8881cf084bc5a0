using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Supervision.Handling;
using Portal.Domain.Supervision.Issuing;
using Portal.Domain.Supervision.Rules;
using Portal.Domain.Webhooks.Messages;
using Portal.Domain.Webhooks.Outbox;
using Portal.Domain.Webhooks.Subscriptions;
using Portal.Tests.Supervision;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Webhooks;

/// <summary>What happens to a card is in the outbox exactly when it has happened, for those who subscribe to it.</summary>
public sealed class CardEventTests
{
    private static readonly WebhookDraft s_everything = new("all", "", DistrictId, WebhookEventTypes.All);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Move_OfACard_IsToldOnce_AndARefusedOneNever(DatabaseKind kind)
    {
        await using var world = await WebhookWorld.CreateAsync(kind);
        await SubscribeAsync(world, s_everything);
        await SampleCards.AddAsync(world.Database.Open, (CommunityId, CardLevel.Yellow), (CommunityId, CardLevel.Red));
        var moves = world.Database.Get<CardMoves>();

        await moves.AcknowledgeAsync(Actor.System, 1, Token).DoneAsync();
        Assert.NotNull(await moves.AcknowledgeAsync(Actor.System, 1, Token));
        await moves.AnswerAsync(Actor.System, 1, "已补办", Token).DoneAsync();
        await moves.SendBackAsync(Actor.System, 1, 2, "未说明原因", Token).DoneAsync();
        await moves.ContestAsync(Actor.System, 1, "误报", Token).DoneAsync();
        await moves.UpholdAsync(Actor.System, 1, 4, "确已超期", Token).DoneAsync();
        await moves.AnswerAsync(Actor.System, 1, "已补办", Token).DoneAsync();
        await moves.CloseAsync(Actor.System, 1, 6, remark: null, Token).DoneAsync();
        await moves.EscalateAsync(Actor.System, 2, 0, "需协调", Token).DoneAsync();
        await moves.CommentAsync(Actor.System, 2, 1, "已联系", Token).DoneAsync();
        var batches = world.Database.Get<CardBatches>();
        await batches.HandOverAsync(Actor.System, [new(2, 2)], Street, "统一补办", Token).DoneAsync();
        await batches.TakeBackAsync(Actor.System, [new(2, 3)], Token).DoneAsync();
        await moves.WithdrawAsync(Actor.System, 2, "误发", Token).DoneAsync();

        var events = await EventsAsync(world);
        Assert.Equal(
            [
                "card.acknowledged",
                "card.answered",
                "card.sentBack",
                "card.contested",
                "card.upheld",
                "card.answered",
                "card.closed",
                "card.escalated",
                "card.commented",
                "card.handedOver",
                "card.takenBack",
                "card.withdrawn",
            ],
            events.Select(e => e.Type)
        );
        Assert.Equal(events.Count, events.Select(e => e.MessageId).Distinct().Count());
        Assert.All(events, e => Assert.DoesNotContain("补办", e.Data, StringComparison.Ordinal));
    }

    [Theory, Databases]
    public async Task Data_OfACard_SaysWhatTheDocumentsSay(DatabaseKind kind)
    {
        await using var world = await WebhookWorld.CreateAsync(kind);
        await SubscribeAsync(world, s_everything);
        await SampleCards.AddAsync(world.Database.Open, (CommunityId, CardLevel.Yellow));
        await world.Database.Get<CardMoves>().AcknowledgeAsync(Actor.System, 1, Token).DoneAsync();

        using var data = JsonDocument.Parse((await EventsAsync(world)).Single().Data);
        var values = data.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString());

        Assert.Equal(WebhookTemplate.Places.Except(["id", "type", "timestamp"]).Order(), values.Keys.Order());
        Assert.Equal("黄牌签收", values["title"]);
        Assert.Equal("黄牌 滨江社区 N-1 Item L-20-6，应于 2014-10-16 办结，请于 2014-11-03 10:00 前答复", values["text"]);
        Assert.Equal("https://portal.example.gov.cn/supervision/cards/1", values["link"]);
        Assert.Equal(("yellow", "acknowledged", "case"), (values["level"], values["state"], values["subject"]));
        Assert.Equal("2014-10-31T10:00:00+08:00", values["issuedAt"]);
    }

    [Theory, Databases]
    public async Task Issue_OfManyCards_IsToldToThoseAboveTheirUnits(DatabaseKind kind)
    {
        await using var world = await WebhookWorld.CreateAsync(kind); // the street, for issued cards
        var district = await SubscribeAsync(world, s_everything);
        var other = await SubscribeAsync(world, s_everything with { UnitId = OtherStreetId });
        var unmoved = await SubscribeAsync(world, s_everything with { Events = [WebhookEventTypes.CardClosed] });
        var paused = await SubscribeAsync(world, s_everything);
        await world.Database.Get<WebhookSubscriptions>().PauseAsync(Actor.System, paused, 1, Token).DoneAsync();
        var ended = await SubscribeAsync(world, s_everything);
        await world.Database.Get<WebhookSubscriptions>().EndAsync(Actor.System, ended, 1, Token).DoneAsync();
        var issued = await IssueAsync(world, cases: 120);

        var deliveries = (await world.DeliveriesAsync()).CountBy(d => d.SubscriptionId).ToDictionary();

        Assert.True(issued >= 120);
        Assert.Equal(issued, deliveries[world.Id]);
        Assert.Equal(issued, deliveries[district]);
        Assert.Equal(issued, deliveries[paused]); // what happens meanwhile waits
        Assert.Equal(3, deliveries.Count);
        Assert.DoesNotContain(deliveries.Keys, id => id == other || id == unmoved || id == ended);
        await using var db = world.Database.Open();
        Assert.Equal(issued, await db.WebhookEvents.CountAsync(Token));
        Assert.Equal(
            await db.SupervisionCards.OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(Token),
            (await EventsAsync(world)).Select(e => Number(e.Data))
        );
    }

    [Theory, Databases]
    public async Task Record_ThatRefutesItsCard_TellsOfTheWithdrawal(DatabaseKind kind)
    {
        await using var world = await WebhookWorld.CreateAsync(kind);
        await SubscribeAsync(world, s_everything with { Events = [WebhookEventTypes.CardWithdrawn] });
        await IssueAsync(world, cases: 1);
        await world.Database.SendCasesAsync(Case(1) with { DueAt = Local(2016, 1, 4) });
        await world.Database.Get<CardIssuer>().RunAsync(Token);

        var told = await EventsAsync(world);
        Assert.Contains(
            told,
            e => e.Type == WebhookEventTypes.CardWithdrawn && e.Data.Contains("\"state\":\"withdrawn\"", StringComparison.Ordinal)
        );
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task Card_WithoutASubscription_WritesNothing()
    {
        await using var world = await WebhookWorld.CreateAsync(TestStore.Usual);
        await world.Database.Get<WebhookSubscriptions>().EndAsync(Actor.System, world.Id, 1, Token).DoneAsync();

        Assert.True(await IssueAsync(world, cases: 2) > 0);
        Assert.Empty(await EventsAsync(world));
    }

    private static async Task<int> SubscribeAsync(WebhookWorld world, WebhookDraft draft) =>
        (await world.SubscribeAsync(draft with { Address = world.Receiver.Address.ToString() })).Id;

    private static Domain.Intake.Rows.RecordInput Case(int number) => Input($"{number}") with { AcceptedAt = Local(2015, 2, 11) };

    /// <summary>Cases of the street's community, of which a rule speaks by then.</summary>
    private static async Task<int> IssueAsync(WebhookWorld world, int cases)
    {
        var database = world.Database;
        database.Clock.SetUtcNow(Local(2015, 2, 10, 18));
        await database.Get<CardIssuer>().RunAsync(Token);
        database.Clock.SetUtcNow(Local(2015, 2, 11, 10));
        await database.SendCasesAsync([.. Enumerable.Range(1, cases).Select(Case)]);
        database.Clock.SetUtcNow(Local(2015, 2, 17, 9));
        return (await database.Get<CardIssuer>().RunAsync(Token)).Issued;
    }

    private static long Number(string data)
    {
        using var json = JsonDocument.Parse(data);
        return json.RootElement.GetProperty("number").GetInt64();
    }

    private static async Task<List<WebhookEvent>> EventsAsync(WebhookWorld world)
    {
        await using var db = world.Database.Open();
        return await db.WebhookEvents.AsNoTracking().OrderBy(e => e.Id).ToListAsync(Token);
    }
}
