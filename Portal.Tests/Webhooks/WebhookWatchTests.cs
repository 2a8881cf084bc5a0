using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Webhooks.Messages;
using Portal.Domain.Webhooks.Outbox;
using Portal.Domain.Webhooks.Subscriptions;
using Portal.Jobs;
using Portal.Jobs.Running;
using Portal.Jobs.Webhooks;
using Portal.Tests.Support;

namespace Portal.Tests.Webhooks;

/// <summary>The loop that sends.</summary>
[Needs(Resource.Database)]
public sealed class WebhookWatchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receiver_ThatIsSlow_HoldsBackNoOther_AndTheStopLosesNothing()
    {
        await using var world = await WebhookWorld.CreateAsync(TestStore.Usual, configure: AddJobs);
        var draft = new WebhookDraft("fast", $"{world.Receiver.Address}fast", SampleData.DistrictId, [WebhookEventTypes.CardIssued]);
        var (fast, _) = await world.SubscribeAsync(draft);
        await world.QueueAsync(); // to the slow one first
        await world.QueueAsync(3, fast);
        var never = new TaskCompletionSource();
        world.Receiver.Held["/cards"] = never.Task;
        var watch = world.Database.Services.GetServices<IHostedService>().Single(s => s.GetType().Name == "WebhookWatch");

        await watch.StartAsync(Token);
        for (var i = 0; i < 4; i++)
            await world.Receiver.ArrivalAsync();
        await watch.StopAsync(Token);
        never.SetResult();

        // A message is begun when the one before was acknowledged; whether the stop came before the last answer is open.
        var deliveries = await world.DeliveriesAsync();
        Assert.Equal(DeliveryState.Waiting, deliveries.Single(d => d.SubscriptionId == world.Id).State);
        Assert.InRange(deliveries.Count(d => d.SubscriptionId == fast && d.State == DeliveryState.Delivered), 2, 3);
        await world.SendAsync();
        await world.Database.Get<WebhookSender>().SendAsync(fast, Token);
        Assert.All(await world.DeliveriesAsync(), d => Assert.Equal(DeliveryState.Delivered, d.State));
    }

    private static void AddJobs(IServiceCollection services)
    {
        services.AddSingleton(new JobsOptions());
        services.AddSingleton(new ImportStoreOptions(Path.GetTempPath(), 1));
        services.AddPortalJobs();
    }
}
