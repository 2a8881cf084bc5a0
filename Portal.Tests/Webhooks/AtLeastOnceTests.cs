using System.Globalization;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Webhooks.Outbox;
using Portal.Domain.Webhooks.Subscriptions;
using Portal.Jobs.Webhooks;
using Portal.Tests.Support;

namespace Portal.Tests.Webhooks;

/// <summary>
/// A receiver that fails, is slow, or answers twice: each message is delivered at least once with the same id, never out of the outbox
/// before it is acknowledged, and shown when it is given up.
/// </summary>
public sealed class AtLeastOnceTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(6);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Receiver_ThatFailsTwice_GetsTheSameIdEachTime_SignedAnew(DatabaseKind kind)
    {
        await using var world = await WebhookWorld.CreateAsync(kind);
        await world.QueueAsync();
        world.Receiver.Next.Enqueue(WebhookReceiver.Answer(500));
        world.Receiver.Next.Enqueue(WebhookReceiver.Reset);

        await world.SendAsync();
        var failed = await world.DeliveryAsync();
        await world.SendAsync(); // too early
        await world.SendAfterAsync(s_soon);
        await world.SendAfterAsync(TimeSpan.FromMinutes(6));

        Assert.Equal((DeliveryState.Waiting, DeliveryFailure.Status, "500"), (failed.State, failed.Failure, failed.Detail));
        Assert.Equal(3, world.Receiver.Received.Count);
        Assert.Single(world.Receiver.Ids.Distinct());
        Assert.Equal(3, world.Receiver.Received.Select(one => one.Timestamp).Distinct().Count());
        foreach (var one in world.Receiver.Received)
        {
            var sentAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(one.Timestamp, CultureInfo.InvariantCulture));
            Assert.Equal(world.Secret.Sign(one.Id, sentAt, one.Body), one.Signature);
            Assert.StartsWith("""{"type":"webhook.test","timestamp":"2014-10-31T02:00:00Z","data":{""", one.Text, StringComparison.Ordinal);
        }
        var delivered = await world.DeliveryAsync();
        Assert.Equal((DeliveryState.Delivered, 3, null), (delivered.State, delivered.Attempts, delivered.Failure));
        Assert.Equal(world.Database.Time.Now, (await world.RowAsync()).LastDeliveredAt);
    }

    [Theory, Databases]
    public async Task Message_IsInTheOutbox_UntilTheReceiverHasAnswered(DatabaseKind kind)
    {
        await using var world = await WebhookWorld.CreateAsync(kind);
        await world.QueueAsync();
        var answer = new TaskCompletionSource();
        world.Receiver.Next.Enqueue(_ => answer.Task);

        var sending = world.SendAsync();
        await world.Receiver.ArrivalAsync();
        Assert.Equal(DeliveryState.Waiting, (await world.DeliveryAsync()).State);

        answer.SetResult();
        await sending;
        Assert.Equal(DeliveryState.Delivered, (await world.DeliveryAsync()).State);
    }

    [Theory, Databases]
    public async Task Receiver_ThatDoesNotAnswer_IsLeftAfterTenSeconds_AndAskedAgain(DatabaseKind kind)
    {
        await using var world = await WebhookWorld.CreateAsync(kind);
        await world.QueueAsync();
        var never = new TaskCompletionSource();
        world.Receiver.Next.Enqueue(_ => never.Task);

        var sending = world.SendAsync();
        await world.Receiver.ArrivalAsync();
        world.Database.Clock.Advance(WebhookClient.Patience);
        await sending;
        Assert.Equal(DeliveryFailure.Timeout, (await world.DeliveryAsync()).Failure);

        await world.SendAfterAsync(s_soon);
        Assert.Equal(DeliveryState.Delivered, (await world.DeliveryAsync()).State);
        Assert.Single(world.Receiver.Ids.Distinct());
        never.SetResult();
    }

    [Theory, Databases]
    public async Task Process_ThatIsKilledInAnAttempt_LeavesTheMessageToAnother(DatabaseKind kind)
    {
        await using var world = await WebhookWorld.CreateAsync(kind);
        await world.QueueAsync();
        var killed = world.Database.Get<WebhookOutbox>();
        var turn = (await killed.TakeAsync(world.Id, Token))!;
        var attempt = (await killed.BeginAsync(turn, Token))!; // and no end

        var other = world.Process();
        await world.SendAsync(other);
        Assert.Empty(world.Receiver.Received); // the lease holds
        other.Clock.Advance(WebhookOutbox.Lease);
        await world.SendAsync(other);

        Assert.Equal([attempt.Message.Id], world.Receiver.Ids);
        Assert.Equal((DeliveryState.Delivered, 2), ((await world.DeliveryAsync()).State, (await world.DeliveryAsync()).Attempts));
        // The first process was not dead, but slow: what it knows late changes nothing.
        await killed.EndAsync(turn, attempt, new(DeliveryFailure.Timeout), Token);
        Assert.Equal(DeliveryState.Delivered, (await world.DeliveryAsync()).State);
        Assert.Equal(0, (await world.RowAsync()).FailuresInRow);
        Assert.Null(await killed.BeginAsync(turn, Token));
    }

    [Theory, Databases]
    public async Task Processes_ThatSendAtOnce_SendEachMessageOnce_InOrder(DatabaseKind kind)
    {
        await using var world = await WebhookWorld.CreateAsync(kind);
        await world.QueueAsync(30);
        var (one, other) = (world.Process(), world.Process());

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => world.SendAsync(i % 2 == 0 ? one : other), Token)));

        Assert.All(await world.DeliveriesAsync(), delivery => Assert.Equal(DeliveryState.Delivered, delivery.State));
        await using var db = world.Database.Open();
        Assert.Equal(db.WebhookEvents.OrderBy(e => e.Id).Select(e => e.MessageId), world.Receiver.Ids);
    }

    [Theory, Databases]
    public async Task Message_ThatFailsTenTimes_IsGivenUp_Shown_AndSentAgainByHand(DatabaseKind kind)
    {
        await using var world = await WebhookWorld.CreateAsync(kind);
        await world.QueueAsync();
        for (var i = 0; i < WebhookRetries.MostAttempts; i++)
        {
            world.Receiver.Next.Enqueue(WebhookReceiver.Answer(503));
            await world.SendAfterAsync(WebhookRetries.LongestPause);
        }
        await world.SendAfterAsync(WebhookRetries.LongestPause);
        Assert.Equal(WebhookRetries.MostAttempts, world.Receiver.Received.Count);
        var deliveries = world.Database.Get<WebhookDeliveries>();
        var shown = Assert.Single(await deliveries.TroublesAsync(Actor.System, world.Id, Token));
        Assert.Equal((DeliveryState.GivenUp, DeliveryFailure.Status, "503"), (shown.State, shown.Failure, shown.Detail));
        Assert.Equal((1, 1), await world.Database.Get<WebhookOutbox>().CountTroublesAsync(SampleData.Now, Token));

        await deliveries.SendAgainAsync(Actor.System, shown.Id, Token).DoneAsync();
        await world.SendAsync();

        Assert.Single(world.Receiver.Ids.Distinct());
        Assert.Equal(DeliveryState.Delivered, (await world.DeliveryAsync()).State);
        Assert.Empty(await deliveries.TroublesAsync(Actor.System, world.Id, Token));
        Assert.Equal((0, 0), await world.Database.Get<WebhookOutbox>().CountTroublesAsync(SampleData.Now, Token));
        Assert.Equal("delivery.notGivenUp", await deliveries.SendAgainAsync(Actor.System, shown.Id, Token).CodeAsync());
    }

    [Theory, Databases]
    public async Task Receiver_ThatWantsNoMore_PausesItsSubscription_AndNothingIsLost(DatabaseKind kind)
    {
        await using var world = await WebhookWorld.CreateAsync(kind);
        await world.QueueAsync(2);
        world.Receiver.Next.Enqueue(WebhookReceiver.Answer(410));

        await world.SendAsync();
        await world.SendAfterAsync(TimeSpan.FromDays(1));

        var row = await world.RowAsync();
        Assert.Equal((WebhookState.Paused, WebhookAction.FoundGone), (row.State, row.Steps[^1].Action));
        Assert.Single(world.Receiver.Received);
        await world.Database.Get<WebhookSubscriptions>().ResumeAsync(Actor.System, world.Id, row.Revision, Token).DoneAsync();
        await world.SendAsync();
        Assert.Equal(3, world.Receiver.Received.Count);
        Assert.All(await world.DeliveriesAsync(), delivery => Assert.Equal(DeliveryState.Delivered, delivery.State));
    }

    [Theory, Databases]
    public async Task Trim_RemovesWhatWasAcknowledgedLongAgo_AndNothingElse(DatabaseKind kind)
    {
        await using var world = await WebhookWorld.CreateAsync(kind);
        await world.QueueAsync(3);
        world.Receiver.Next.Enqueue(WebhookReceiver.Answer(200));
        world.Receiver.Next.Enqueue(WebhookReceiver.Answer(400));
        await world.SendAsync();
        world.Database.Clock.Advance(TrimWebhooksJob.KeptFor + s_soon);

        await new TrimWebhooksJob(world.Database.Get<WebhookOutbox>(), world.Database.Time).RunAsync(Token);

        Assert.Equal([DeliveryState.Waiting, DeliveryState.Waiting], (await world.DeliveriesAsync()).Select(d => d.State));
        await using var db = world.Database.Open();
        Assert.Equal(2, db.WebhookEvents.Count());
        var row = await world.RowAsync();
        await world.Database.Get<WebhookSubscriptions>().EndAsync(Actor.System, world.Id, row.Revision, Token).DoneAsync();
        await world.SendAsync();
        Assert.Equal(2, world.Receiver.Received.Count);
        Assert.Equal(2, await world.Database.Get<WebhookOutbox>().TrimAsync(SampleData.Now, Token));
    }
}
