using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Refusals;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.CustomTables;

/// <summary>Saves queries under names: every reader with the link may run one, within the own scope; only the owner changes it.</summary>
public sealed class SavedTables(IDbContextFactory<PortalDb> databases, WriteGate gate, DistrictTime time)
{
    private const int CodeBytes = 10;

    /// <summary>The actor's own tables, by name.</summary>
    public async Task<IReadOnlyList<SavedTable>> ListAsync(Actor actor, CancellationToken cancellation = default)
    {
        if (!actor.May(Permissions.ReportsRead))
            return [];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.SavedTables.AsNoTracking().Where(t => t.Owner == actor.Name).OrderBy(t => t.Name).ToListAsync(cancellation);
    }

    /// <summary>The table of the link, of any owner; null when there is none, or the actor may not read reports.</summary>
    public async Task<SavedTable?> FindAsync(Actor actor, string code, CancellationToken cancellation = default)
    {
        if (!actor.May(Permissions.ReportsRead))
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.SavedTables.AsNoTracking().FirstOrDefaultAsync(t => t.Code == code, cancellation);
    }

    /// <summary>Saves a query; it replaces one of the same owner and name, which keeps its link.</summary>
    /// <returns>Its code; refused without a name, or for what <see cref="TableQuery.Check"/> finds.</returns>
    public async Task<Outcome<string>> SaveAsync(
        Actor actor,
        string name,
        TableQuery query,
        bool scheduled,
        CancellationToken cancellation = default
    )
    {
        actor.Demand(Permissions.ReportsRead);
        var clean = name.Trim();
        if (clean.Length is 0 or > ReportColumns.NameLength)
            return ReportRefusal.NameIsMissing;
        if (query.Check() is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reports, cancellation);
        var saved = await db.SavedTables.FirstOrDefaultAsync(t => t.Owner == actor.Name && t.Name == clean, cancellation);
        if (saved is null)
        {
            saved = new()
            {
                Code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(CodeBytes)),
                Name = clean,
                Owner = actor.Name,
                Query = "",
            };
            db.SavedTables.Add(saved);
        }
        (saved.Query, saved.Scheduled, saved.SavedAt) = (query.ToJson(), scheduled, time.Now);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return saved.Code;
    }

    /// <returns>False when there is none, or it has another owner.</returns>
    public async Task<bool> DeleteAsync(Actor actor, string code, CancellationToken cancellation = default)
    {
        if (!actor.May(Permissions.ReportsRead))
            return false;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reports, cancellation);
        var deleted = await db.SavedTables.Where(t => t.Code == code && t.Owner == actor.Name).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return deleted > 0;
    }
}
