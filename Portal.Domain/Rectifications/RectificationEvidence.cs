using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Evidence;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Domain.Rectifications;

/// <summary>Adds evidence to orders, and gives it out again. A unit adds while it has to mend; nothing is ever taken away.</summary>
public sealed class RectificationEvidence(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    EvidenceReceiver receiver,
    EvidenceLimits limits,
    DistrictTime time,
    WakeSignals signals
)
{
    /// <summary>
    /// Receives a file, checks it, and stores it in the order's present round. The actor is asked before the first byte is read, and the
    /// state again when all are there.
    /// </summary>
    /// <param name="actor">Who adds it; needs <see cref="Permissions.TasksWrite"/> for the order's unit.</param>
    /// <param name="id">The order's number.</param>
    /// <param name="name">The file's name as the sender gave it; null when there is none.</param>
    /// <param name="declaredLength">How many bytes the sender announced; null when unknown.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellation">Cancels it; nothing is stored then.</param>
    public async Task<Outcome<EvidenceView>> AddAsync(
        Actor actor,
        long id,
        string? name,
        long? declaredLength,
        Stream content,
        CancellationToken cancellation = default
    )
    {
        if (await LookAsync(actor, id, cancellation) is { } closed)
            return closed;
        var received = await receiver.ReceiveAsync(name, declaredLength, content, cancellation);
        if (received.Refusal is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Rectifications, cancellation);
        if (await FindAsync(db, actor, Permissions.TasksWrite, id, cancellation) is not { } order)
            return RectificationRefusal.OrderUnknown;
        if (!order.AwaitsUnit)
            return RectificationRefusal.UnitIsNotToAct;
        var place = new EvidencePlace(EvidenceSubject.Rectification, id, order.Round);
        var added = await EvidenceStore.AddAsync(db, place, received.Value, limits, actor, time.Now, cancellation);
        if (added.Refusal is { } tooMany)
            return tooMany;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.RectificationsChanged, id);
        var file = added.Value;
        return new EvidenceView(file.Id, file.Round, file.Name, file.Type, file.Length, file.Sha256, file.AddedBy, file.AddedAt);
    }

    /// <summary>A file of evidence with its bytes; null when there is none, or its order's unit is outside the actor's scope.</summary>
    public async Task<EvidenceDownload?> OpenAsync(Actor actor, long fileId, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await EvidenceStore.FindAsync(db, EvidenceSubject.Rectification, fileId, cancellation) is not { } file)
            return null;
        return await FindAsync(db, actor, Permissions.TasksRead, file.SubjectId, cancellation) is null
            ? null
            : await EvidenceStore.ReadAsync(db, file, cancellation);
    }

    private async Task<Refusal?> LookAsync(Actor actor, long id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await FindAsync(db, actor, Permissions.TasksWrite, id, cancellation) is not { } order ? RectificationRefusal.OrderUnknown
            : order.AwaitsUnit ? null
            : RectificationRefusal.UnitIsNotToAct;
    }

    /// <summary>The order; null when there is none, or its unit is outside the actor's scope.</summary>
    private async Task<Rectification?> FindAsync(PortalDb db, Actor actor, string permission, long id, CancellationToken cancellation)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        var order = await db.Rectifications.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellation);
        return order is not null && actor.ScopeFor(permission).Contains(units, order.UnitId, time.Today) ? order : null;
    }
}
