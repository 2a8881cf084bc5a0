using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Domain.Webhooks.Messages;
using Portal.Domain.Webhooks.Subscriptions;

namespace Portal.Domain.Webhooks.Outbox;

/// <summary>
/// Shows deliveries that failed, has them sent again, and sends tests. Only those of subscriptions whose unit the actor manages.
/// </summary>
public sealed class WebhookDeliveries(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    WebhookRecorder recorder,
    DistrictTime time,
    WakeSignals signals
)
{
    /// <summary>The most deliveries of one list.</summary>
    public const int MostListed = 200;

    /// <summary>How many deliveries wait or were given up, by subscription; none without the right.</summary>
    public async Task<IReadOnlyList<DeliveryCount>> CountAsync(Actor actor, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var managed = await ManagedAsync(db, actor, cancellation);
        return await db
            .WebhookDeliveries.Where(d => d.State != DeliveryState.Delivered && EF.Parameter(managed).Contains(d.SubscriptionId))
            .GroupBy(d => new { d.SubscriptionId, d.State })
            .Select(g => new DeliveryCount(g.Key.SubscriptionId, g.Key.State, g.Count()))
            .ToListAsync(cancellation);
    }

    /// <summary>
    /// The deliveries of a subscription that were given up or have failed so far, the latest first; none outside the actor's scope.
    /// </summary>
    public async Task<IReadOnlyList<DeliveryRow>> TroublesAsync(Actor actor, int subscriptionId, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!(await ManagedAsync(db, actor, cancellation)).Contains(subscriptionId))
            return [];
        var troubled =
            from d in db.WebhookDeliveries
            join e in db.WebhookEvents on d.EventId equals e.Id
            where d.SubscriptionId == subscriptionId
            where d.State == DeliveryState.GivenUp || (d.State == DeliveryState.Waiting && d.Failure != null)
            orderby d.State descending, d.Id descending
            select new DeliveryRow(
                d.Id,
                e.MessageId,
                e.Type,
                e.At,
                d.State,
                d.Attempts,
                d.AttemptedAt,
                d.State == DeliveryState.GivenUp ? null : d.NextAttemptAt,
                d.Failure,
                d.Detail
            );
        return await troubled.Take(MostListed).ToListAsync(cancellation);
    }

    /// <summary>Has a delivery that was given up sent again, with the same id and as many attempts as at first.</summary>
    public async Task<Refusal?> SendAgainAsync(Actor actor, long id, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var managed = await ManagedAsync(db, actor, cancellation);
        var delivery = await db.WebhookDeliveries.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancellation);
        if (delivery is null || !managed.Contains(delivery.SubscriptionId))
            return WebhookRefusal.DeliveryUnknown;
        var now = time.Now;
        var done = await db
            .WebhookDeliveries.Where(d => d.Id == id && d.State == DeliveryState.GivenUp)
            .ExecuteUpdateAsync(
                d =>
                    d.SetProperty(x => x.State, DeliveryState.Waiting)
                        .SetProperty(x => x.Attempts, 0)
                        .SetProperty(x => x.NextAttemptAt, now),
                cancellation
            );
        if (done == 0)
            return WebhookRefusal.DeliveryIsNotGivenUp;
        signals.Raise(WakeTopic.WebhooksWaiting);
        return null;
    }

    /// <summary>Sends a test to a subscription that is active.</summary>
    public async Task<Refusal?> TestAsync(Actor actor, int subscriptionId, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!(await ManagedAsync(db, actor, cancellation)).Contains(subscriptionId))
            return WebhookRefusal.SubscriptionUnknown;
        if (!recorder.IsOn)
            return WebhookRefusal.WebhooksAreOff;
        await using var transaction = await gate.BeginAsync(db, WriteLane.Access, cancellation);
        var subscription = await db.WebhookSubscriptions.AsNoTracking().SingleAsync(s => s.Id == subscriptionId, cancellation);
        if (subscription.State != WebhookState.Active)
            return WebhookRefusal.SubscriptionIsNotActive;
        await recorder.WriteAsync(db, [(Test(subscription), [subscriptionId])], cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.WebhooksWaiting);
        return null;
    }

    private NewEvent Test(WebhookSubscription subscription) =>
        new(
            WebhookEventTypes.Test,
            subscription.UnitId,
            time.Now,
            // A name chosen by a person, and the sentence that a robot's template shows.
            () =>
                JsonSerializer.Serialize(
                    new { title = WebhookTexts.Say("test.title"), text = WebhookTexts.Say("test.text", subscription.Name) },
                    WebhookMessage.DataJson
                )
        );

    private async Task<int[]> ManagedAsync(PortalDb db, Actor actor, CancellationToken cancellation)
    {
        var scope = actor.ScopeFor(Permissions.WebhooksManage);
        if (scope.IsNothing)
            return [];
        var units = (await references.GetAsync(cancellation)).Units;
        var all = await db.WebhookSubscriptions.Select(s => new { s.Id, s.UnitId }).ToListAsync(cancellation);
        return [.. all.Where(s => scope.Contains(units, s.UnitId, time.Today)).Select(s => s.Id)];
    }
}
