using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Webhooks.Hosts;
using Portal.Domain.Webhooks.Subscriptions;

namespace Portal.Domain.Webhooks.Outbox;

/// <summary>Writes events into the outbox, within the transaction of what they tell: both are committed, or neither.</summary>
public sealed class WebhookRecorder(WebhookOptions options, DistrictTime time)
{
    /// <summary>Whether events can have a receiver at all: without an allowed host nothing needs to be collected.</summary>
    public bool IsOn => options.IsOn;

    /// <summary>Writes each event once, with a delivery for each subscription that receives it.</summary>
    /// <remarks>One question without a subscription; else one bulk insert of events and one of deliveries.</remarks>
    /// <param name="db">The context of the open transaction.</param>
    /// <param name="units">The organisation today.</param>
    /// <param name="events">In the order in which they are to be sent.</param>
    /// <param name="cancellation">Cancels the writing.</param>
    /// <returns>Number of deliveries.</returns>
    internal async Task<int> WriteAsync(PortalDb db, UnitTree units, IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        if (!options.IsOn || events.Count == 0)
            return 0;
        var subscriptions = await db
            .WebhookSubscriptions.AsNoTracking()
            .Where(s => s.State != WebhookState.Ended)
            .Select(s => new Receiver(s.Id, s.UnitId, s.Events))
            .ToListAsync(cancellation);
        if (subscriptions.Count == 0)
            return 0;
        var received = events
            .Select(one => (Event: one, Receivers: subscriptions.FindAll(s => s.Receives(one, units, time.Today))))
            .Where(one => one.Receivers.Count > 0)
            .ToList();
        return await WriteAsync(db, [.. received.Select(one => (one.Event, one.Receivers.ConvertAll(s => s.Id)))], cancellation);
    }

    /// <summary>Writes events for named subscriptions, whatever these have chosen.</summary>
    internal async Task<int> WriteAsync(
        PortalDb db,
        IReadOnlyList<(NewEvent Event, List<int> Subscriptions)> received,
        CancellationToken cancellation
    )
    {
        var ids = await BulkRows.ReserveAsync<WebhookEvent>(db, received.Count, cancellation);
        await BulkRows.InsertAsync(db, received.Zip(ids, (one, id) => Row(one.Event, id)), numbered: true, cancellation);
        var deliveries = received.Zip(ids).SelectMany(one => one.First.Subscriptions.Select(s => Delivery(one.Second, s))).ToList();
        await BulkRows.InsertAsync(db, deliveries, numbered: false, cancellation);
        return deliveries.Count;
    }

    private static WebhookEvent Row(NewEvent one, long id) =>
        new()
        {
            Id = id,
            MessageId = $"msg_{Guid.NewGuid():n}",
            Type = one.Type,
            UnitId = one.UnitId,
            At = one.At,
            Data = one.Data(),
        };

    private WebhookDelivery Delivery(long eventId, int subscriptionId) =>
        new()
        {
            EventId = eventId,
            SubscriptionId = subscriptionId,
            NextAttemptAt = time.Now,
        };

    private sealed record Receiver(int Id, int UnitId, string Events)
    {
        public bool Receives(NewEvent one, UnitTree units, DateOnly today) =>
            Events.Split(' ').Contains(one.Type, StringComparer.Ordinal) && units.IsWithin(one.UnitId, UnitId, today);
    }
}
