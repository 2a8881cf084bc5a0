using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Domain.Webhooks.Hosts;
using Portal.Domain.Webhooks.Messages;

namespace Portal.Domain.Webhooks.Subscriptions;

/// <summary>
/// Lists, makes and moves subscriptions. An actor manages those of the units for which it has the permission; the rules of moves are the
/// subscription's own (<see cref="WebhookSubscription"/>).
/// </summary>
public sealed class WebhookSubscriptions(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    WebhookSecrets secrets,
    WebhookOptions options,
    DistrictTime time,
    WakeSignals signals
)
{
    /// <summary>The subscriptions that the actor manages, those that ended last; none without the right.</summary>
    public async Task<IReadOnlyList<WebhookRow>> ListAsync(Actor actor, CancellationToken cancellation = default)
    {
        var (scope, units) = await ScopeAsync(actor, cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var all = await db.WebhookSubscriptions.AsNoTracking().OrderBy(s => s.State).ThenBy(s => s.Id).ToListAsync(cancellation);
        return [.. all.Where(s => scope.Contains(units, s.UnitId, time.Today)).Select(s => View(s, units))];
    }

    /// <summary>One subscription with its history; null when there is none, or its unit is outside the actor's scope.</summary>
    public async Task<WebhookRow?> FindAsync(Actor actor, int id, CancellationToken cancellation = default)
    {
        var (scope, units) = await ScopeAsync(actor, cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.WebhookSubscriptions.AsNoTracking().Include(s => s.Steps).SingleOrDefaultAsync(s => s.Id == id, cancellation);
        return found is not null && scope.Contains(units, found.UnitId, time.Today)
            ? View(found, units) with
            {
                Steps = [.. found.Steps.OrderBy(s => s.Id)],
            }
            : null;
    }

    /// <summary>Makes a subscription with a new secret.</summary>
    /// <exception cref="Data.Files.UnusableDatabaseException">The key file is missing.</exception>
    public async Task<Outcome<ShownSecret>> CreateAsync(Actor actor, WebhookDraft draft, CancellationToken cancellation = default)
    {
        var (scope, units) = await ScopeAsync(actor, cancellation);
        if (!IsWithin(scope, units, draft.UnitId))
            return WebhookRefusal.UnitUnknown;
        var secret = WebhookSecret.Create();
        var made = WebhookSubscription.Create(draft, options, secrets.Wrap(secret), actor, time.Now);
        if (made.Refusal is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Access, cancellation);
        db.WebhookSubscriptions.Add(made.Value);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new ShownSecret(made.Value.Id, secret.ToText());
    }

    /// <inheritdoc cref="WebhookSubscription.Change"/>
    public async Task<Refusal?> ChangeAsync(
        Actor actor,
        int id,
        WebhookDraft draft,
        int seenRevision,
        CancellationToken cancellation = default
    )
    {
        var (scope, units) = await ScopeAsync(actor, cancellation);
        return await MoveAsync(
            actor,
            id,
            s =>
                IsWithin(scope, units, draft.UnitId) ? s.Change(draft, options, seenRevision, actor, time.Now) : WebhookRefusal.UnitUnknown,
            cancellation
        );
    }

    /// <inheritdoc cref="WebhookSubscription.Pause(int, Actor, DateTimeOffset)"/>
    public Task<Refusal?> PauseAsync(Actor actor, int id, int seenRevision, CancellationToken cancellation = default) =>
        MoveAsync(actor, id, s => s.Pause(seenRevision, actor, time.Now), cancellation);

    /// <inheritdoc cref="WebhookSubscription.Resume"/>
    public Task<Refusal?> ResumeAsync(Actor actor, int id, int seenRevision, CancellationToken cancellation = default) =>
        MoveAsync(actor, id, s => s.Resume(seenRevision, actor, time.Now), cancellation);

    /// <inheritdoc cref="WebhookSubscription.End"/>
    public Task<Refusal?> EndAsync(Actor actor, int id, int seenRevision, CancellationToken cancellation = default) =>
        MoveAsync(actor, id, s => s.End(seenRevision, actor, time.Now), cancellation);

    /// <inheritdoc cref="WebhookSubscription.RenewSecret"/>
    /// <exception cref="Data.Files.UnusableDatabaseException">The key file is missing.</exception>
    public async Task<Outcome<ShownSecret>> RenewSecretAsync(
        Actor actor,
        int id,
        int seenRevision,
        CancellationToken cancellation = default
    )
    {
        var secret = WebhookSecret.Create();
        var refusal = await MoveAsync(actor, id, s => s.RenewSecret(secrets.Wrap(secret), seenRevision, actor, time.Now), cancellation);
        return refusal is null ? new ShownSecret(id, secret.ToText()) : refusal;
    }

    private async Task<(UnitScope Scope, UnitTree Units)> ScopeAsync(Actor actor, CancellationToken cancellation) =>
        (actor.ScopeFor(Permissions.WebhooksManage), (await references.GetAsync(cancellation)).Units);

    private bool IsWithin(UnitScope scope, UnitTree units, int unitId) =>
        units.Find(unitId) is not null && scope.Contains(units, unitId, time.Today);

    private async Task<Refusal?> MoveAsync(Actor actor, int id, Func<WebhookSubscription, Refusal?> move, CancellationToken cancellation)
    {
        var (scope, units) = await ScopeAsync(actor, cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Access, cancellation);
        var subscription = await db.WebhookSubscriptions.SingleOrDefaultAsync(s => s.Id == id, cancellation);
        if (subscription is null || !scope.Contains(units, subscription.UnitId, time.Today))
            return WebhookRefusal.SubscriptionUnknown;
        if (move(subscription) is { } refusal)
            return refusal;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.WebhooksWaiting);
        return null;
    }

    private WebhookRow View(WebhookSubscription s, UnitTree units) =>
        new(
            s.Id,
            new(s.Name, s.Address, s.UnitId, s.Events.Split(' '), s.Format, s.Template),
            units.NameAt(s.UnitId, time.Today),
            s.State,
            s.Revision,
            s.FailuresInRow,
            s.RestsUntil,
            s.LastDeliveredAt,
            []
        );
}
