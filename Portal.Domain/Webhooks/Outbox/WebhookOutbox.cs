using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Shared;
using Portal.Domain.Webhooks.Subscriptions;

namespace Portal.Domain.Webhooks.Outbox;

/// <summary>The queue of deliveries. One process at a time sends to a subscription; what is acknowledged leaves.</summary>
/// <remarks>
/// At least once: a process that ends in the middle of an attempt leaves the delivery waiting, and when its lease is over another process
/// sends it again, with the same id. Mail is different (<c>MailOutbox</c>): people must not get it twice, and it has no id to tell by.
/// </remarks>
public sealed class WebhookOutbox(IDbContextFactory<PortalDb> databases, WriteGate gate, DistrictTime time)
{
    /// <summary>So long a process may send to a subscription without a sign of life; far longer than an attempt.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>The subscriptions to which something is to be sent now, and no process sends.</summary>
    public async Task<IReadOnlyList<int>> DueAsync(CancellationToken cancellation = default)
    {
        var now = time.Now;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var waiting = Due(db, now);
        return await Free(db, now)
            .Where(s => waiting.Any(d => d.SubscriptionId == s.Id))
            .OrderBy(s => s.Id)
            .Select(s => s.Id)
            .ToListAsync(cancellation);
    }

    /// <summary>Takes the turn to send to a subscription; null when another process has it, or nothing may be sent.</summary>
    public async Task<WebhookTurn?> TakeAsync(int subscriptionId, CancellationToken cancellation = default)
    {
        var now = time.Now;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var free = Free(db, now).Where(s => s.Id == subscriptionId);
        if (await free.Select(s => (int?)s.Turn).SingleOrDefaultAsync(cancellation) is not { } last)
            return null;
        var until = now + Lease;
        var taken = await free.Where(s => s.Turn == last)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Turn, last + 1).SetProperty(x => x.LeasedUntil, until), cancellation);
        return taken == 1 ? new(subscriptionId, last + 1) : null;
    }

    /// <summary>Renews the lease and begins the next attempt: of all that is due, the oldest.</summary>
    /// <returns>Null when nothing is due, the receiver rests or is paused, or another process has taken over.</returns>
    public async Task<WebhookAttempt?> BeginAsync(WebhookTurn turn, CancellationToken cancellation = default)
    {
        var now = time.Now;
        var until = now + Lease;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var held = await Able(db, now)
            .Where(s => s.Id == turn.SubscriptionId && s.Turn == turn.Number)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.LeasedUntil, until), cancellation);
        if (held == 0)
            return null;
        var next = await Due(db, now)
            .Where(d => d.SubscriptionId == turn.SubscriptionId)
            .OrderBy(d => d.Id)
            .FirstOrDefaultAsync(cancellation);
        if (next is null)
            return null;
        await db
            .WebhookDeliveries.Where(d => d.Id == next.Id)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.Attempts, next.Attempts + 1).SetProperty(x => x.AttemptedAt, now), cancellation);
        var subscription = await db.WebhookSubscriptions.AsNoTracking().SingleAsync(s => s.Id == turn.SubscriptionId, cancellation);
        var told = await db.WebhookEvents.AsNoTracking().SingleAsync(e => e.Id == next.EventId, cancellation);
        return new(
            next.Id,
            next.Attempts + 1,
            new(told.MessageId, told.Type, told.At, told.Data),
            subscription.Address,
            subscription.Format,
            subscription.Template,
            subscription.PreviousSecret is { } previous && subscription.PreviousSecretUntil > now
                ? [subscription.Secret, previous]
                : [subscription.Secret]
        );
    }

    /// <summary>Ends an attempt: the delivery is done, waits for its next attempt, or is given up.</summary>
    public async Task EndAsync(WebhookTurn turn, WebhookAttempt attempt, WebhookResult result, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (result.Failure is not { } failure)
        {
            await AcknowledgeAsync(db, turn, attempt, cancellation);
            return;
        }
        await FailAsync(db, attempt, failure, result, cancellation);
        await RestAsync(db, turn, result, cancellation);
        if (failure == DeliveryFailure.Gone)
            await PauseAsync(db, turn.SubscriptionId, cancellation);
    }

    /// <summary>Gives the turn back, so that the next one need not wait for the end of the lease.</summary>
    public async Task ReleaseAsync(WebhookTurn turn, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db
            .WebhookSubscriptions.Where(s => s.Id == turn.SubscriptionId && s.Turn == turn.Number)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.LeasedUntil, (DateTimeOffset?)null), cancellation);
    }

    /// <summary>Removes what was acknowledged before an instant, and what waits for subscriptions that have ended.</summary>
    /// <returns>Number of deliveries.</returns>
    public async Task<int> TrimAsync(DateTimeOffset before, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var ended = db.WebhookSubscriptions.Where(s => s.State == WebhookState.Ended).Select(s => s.Id);
        var removed = await db
            .WebhookDeliveries.Where(d =>
                (d.State == DeliveryState.Delivered && d.DeliveredAt < before)
                || (d.State != DeliveryState.Delivered && ended.Contains(d.SubscriptionId))
            )
            .ExecuteDeleteAsync(cancellation);
        await db
            .WebhookEvents.Where(e => e.At < before && !db.WebhookDeliveries.Any(d => d.EventId == e.Id))
            .ExecuteDeleteAsync(cancellation);
        return removed;
    }

    /// <summary>
    /// Number of deliveries that were given up since the instant, and of active subscriptions whose latest attempt has failed.
    /// </summary>
    public async Task<(int GivenUp, int Failing)> CountTroublesAsync(DateTimeOffset since, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return (
            await db.WebhookDeliveries.CountAsync(d => d.State == DeliveryState.GivenUp && d.AttemptedAt >= since, cancellation),
            await db.WebhookSubscriptions.CountAsync(s => s.State == WebhookState.Active && s.FailuresInRow > 0, cancellation)
        );
    }

    // A lease or an attempt further ahead than any can be was written before the clock was set back.
    private static IQueryable<WebhookDelivery> Due(PortalDb db, DateTimeOffset now)
    {
        var latest = now + WebhookRetries.LongestPause;
        return db
            .WebhookDeliveries.AsNoTracking()
            .Where(d => d.State == DeliveryState.Waiting && (d.NextAttemptAt <= now || d.NextAttemptAt > latest));
    }

    private static IQueryable<WebhookSubscription> Able(PortalDb db, DateTimeOffset now)
    {
        var latest = now + WebhookRetries.LongestRetryAfter;
        return db.WebhookSubscriptions.Where(s =>
            s.State == WebhookState.Active && (s.RestsUntil == null || s.RestsUntil <= now || s.RestsUntil > latest)
        );
    }

    private static IQueryable<WebhookSubscription> Free(PortalDb db, DateTimeOffset now)
    {
        var latest = now + Lease;
        return Able(db, now).Where(s => s.LeasedUntil == null || s.LeasedUntil <= now || s.LeasedUntil > latest);
    }

    // Also when another process has taken over meanwhile: the receiver has the message.
    private async Task AcknowledgeAsync(PortalDb db, WebhookTurn turn, WebhookAttempt attempt, CancellationToken cancellation)
    {
        var now = time.Now;
        await db
            .WebhookDeliveries.Where(d => d.Id == attempt.DeliveryId && d.State != DeliveryState.Delivered)
            .ExecuteUpdateAsync(
                d =>
                    d.SetProperty(x => x.State, DeliveryState.Delivered)
                        .SetProperty(x => x.DeliveredAt, now)
                        .SetProperty(x => x.Failure, (DeliveryFailure?)null)
                        .SetProperty(x => x.Detail, (string?)null),
                cancellation
            );
        await db
            .WebhookSubscriptions.Where(s => s.Id == turn.SubscriptionId)
            .ExecuteUpdateAsync(
                s =>
                    s.SetProperty(x => x.FailuresInRow, 0)
                        .SetProperty(x => x.RestsUntil, (DateTimeOffset?)null)
                        .SetProperty(x => x.LastDeliveredAt, now),
                cancellation
            );
    }

    // Only the latest attempt tells how the delivery stands. What a receiver wants no more waits until the subscription is resumed.
    private async Task FailAsync(
        PortalDb db,
        WebhookAttempt attempt,
        DeliveryFailure failure,
        WebhookResult result,
        CancellationToken cancellation
    )
    {
        var isGone = failure == DeliveryFailure.Gone;
        var pause = WebhookRetries.PauseAfter(attempt.Number, Random.Shared.NextDouble(), result.RetryAfter);
        var next = isGone ? time.Now : time.Now + pause;
        var isLast = attempt.Number >= WebhookRetries.MostAttempts && !isGone;
        var detail = result.Detail?[..Math.Min(result.Detail.Length, OutboxColumns.DetailLength)];
        await db
            .WebhookDeliveries.Where(d => d.Id == attempt.DeliveryId && d.State == DeliveryState.Waiting && d.Attempts == attempt.Number)
            .ExecuteUpdateAsync(
                d =>
                    d.SetProperty(x => x.State, isLast ? DeliveryState.GivenUp : DeliveryState.Waiting)
                        .SetProperty(x => x.NextAttemptAt, next)
                        .SetProperty(x => x.Failure, failure)
                        .SetProperty(x => x.Detail, detail),
                cancellation
            );
    }

    private async Task RestAsync(PortalDb db, WebhookTurn turn, WebhookResult result, CancellationToken cancellation)
    {
        var mine = db.WebhookSubscriptions.Where(s => s.Id == turn.SubscriptionId && s.Turn == turn.Number);
        if (await mine.Select(s => (int?)s.FailuresInRow).SingleOrDefaultAsync(cancellation) is not { } before)
            return;
        var until = time.Now + WebhookRetries.RestAfter(before + 1, result.RetryAfter);
        await mine.ExecuteUpdateAsync(
            s => s.SetProperty(x => x.FailuresInRow, before + 1).SetProperty(x => x.RestsUntil, until),
            cancellation
        );
    }

    private async Task PauseAsync(PortalDb db, int subscriptionId, CancellationToken cancellation)
    {
        await using var transaction = await gate.BeginAsync(db, WriteLane.Access, cancellation);
        var subscription = await db.WebhookSubscriptions.SingleAsync(s => s.Id == subscriptionId, cancellation);
        // It was paused or ended in the meantime.
        if (subscription.FindGone(Actor.System, time.Now) is not null)
            return;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
