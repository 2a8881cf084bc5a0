using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Records.Lists;

/// <summary>Keeps the views that people save: each person sees and changes only the own ones.</summary>
public sealed class SavedViews(IDbContextFactory<PortalDb> databases, WriteGate gate)
{
    /// <summary>The most views of one person and stream.</summary>
    public const int MostOfPerson = 50;

    /// <summary>The actor's views of a stream, by name; none without the right to read the stream.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(Actor actor, RecordStream stream, CancellationToken cancellation = default)
    {
        if (!actor.May(RecordPermissions.Read(stream)))
            return [];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Own(db, actor, stream).AsNoTracking().OrderBy(v => v.Name).ToListAsync(cancellation);
    }

    /// <summary>Saves an address under a name; it replaces the actor's view of that name.</summary>
    /// <param name="query">The query of the list's address, with its question mark; empty for the list without a filter.</param>
    /// <returns>Null when it is saved.</returns>
    public async Task<Refusal?> SaveAsync(
        Actor actor,
        RecordStream stream,
        string name,
        string query,
        CancellationToken cancellation = default
    )
    {
        actor.Demand(RecordPermissions.Read(stream));
        var clean = name.Trim();
        if (clean.Length is 0 or > SavedView.NameLength)
            return ListRefusal.NameIsInvalid;
        if (query.Length > SavedView.QueryLength)
            return ListRefusal.QueryIsTooLong;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Access, cancellation);
        var own = await Own(db, actor, stream).ToListAsync(cancellation);
        if (own.Find(v => v.Name == clean) is { } present)
        {
            present.Query = query;
        }
        else
        {
            if (own.Count >= MostOfPerson)
                return ListRefusal.TooManyViews;
            db.SavedViews.Add(
                new()
                {
                    Owner = actor.Name,
                    Stream = stream,
                    Name = clean,
                    Query = query,
                }
            );
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <returns>False when the actor has no such view.</returns>
    public async Task<bool> DeleteAsync(Actor actor, RecordStream stream, string name, CancellationToken cancellation = default)
    {
        if (!actor.May(RecordPermissions.Read(stream)))
            return false;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Access, cancellation);
        var deleted = await Own(db, actor, stream).Where(v => v.Name == name).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return deleted > 0;
    }

    private static IQueryable<SavedView> Own(PortalDb db, Actor actor, RecordStream stream) =>
        db.SavedViews.Where(v => v.Owner == actor.Name && v.Stream == stream);
}
