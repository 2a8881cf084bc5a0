using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Catalogue;

/// <summary>Marks changed units, items and service points, so that every process reloads these and no others.</summary>
internal static class ReferenceChanges
{
    /// <summary>
    /// Raises the version of the reference data and stamps all entries saved since the last one. Call it after saving, in the transaction
    /// of the change.
    /// </summary>
    /// <returns>The new version.</returns>
    public static async Task<long> RaiseReferenceAsync(this PortalDb db, CancellationToken cancellation = default)
    {
        // The row stays locked until the transaction ends, so versions become visible in ascending order.
        await db.ReferenceStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version + 1), cancellation);
        var version = await db.ReferenceStates.Select(s => s.Version).SingleAsync(cancellation);
        await db.Units.Where(u => u.ChangedIn == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.ChangedIn, version), cancellation);
        await db
            .ServiceItems.Where(i => i.ChangedIn == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.ChangedIn, version), cancellation);
        await db
            .ServicePoints.Where(p => p.ChangedIn == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.ChangedIn, version), cancellation);
        return version;
    }

    /// <summary>
    /// Marks the entries that are about to be saved. If the version is never raised afterwards, they are reloaded at every change: slower,
    /// but correct.
    /// </summary>
    public static void Mark(ChangeTracker tracker)
    {
        var parts = tracker.Entries<IReferencedPart>().Where(IsChanged).ToList();
        foreach (var entry in tracker.Entries<IReferenced>().Where(IsChanged).ToList())
            Mark(entry);
        if (parts.Count == 0)
            return;
        // New entries and their parts have no id yet; they are marked by the loop above.
        var owners = tracker.Entries<IReferenced>().Where(e => e.Entity.Id != 0).ToDictionary(e => (e.Metadata.ClrType, e.Entity.Id));
        foreach (var part in parts.Where(p => p.Entity.OwnerId != 0))
        {
            if (owners.TryGetValue((OwnerOf(part.Entity), part.Entity.OwnerId), out var owner))
                Mark(owner);
            else
                throw new InvalidOperationException($"A {part.Metadata.DisplayName()} must be saved together with its owner.");
        }
    }

    private static bool IsChanged(EntityEntry entry) => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    private static void Mark(EntityEntry<IReferenced> entry)
    {
        entry.Entity.ChangedIn = null;
        if (entry.State is EntityState.Unchanged or EntityState.Modified)
            entry.Property(nameof(IReferenced.ChangedIn)).IsModified = true;
    }

    private static Type OwnerOf(IReferencedPart part) =>
        part switch
        {
            UnitVersion => typeof(Unit),
            ServiceItemVersion => typeof(ServiceItem),
            _ => typeof(ServicePoint),
        };
}
