using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access.Sources;
using Portal.Domain.Data;
using Portal.Domain.Data.Queries;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>Rejects the rows under names of sources that the sender may not use, and claims names that nobody holds.</summary>
/// <remarks>Asks once for each different name of a batch, within its transaction: no other sender claims a name meanwhile.</remarks>
internal sealed class SourceGuard(PortalDb db, IntakeOptions options, DistrictTime time)
{
    private static readonly CompiledQuery<string, SourceName> s_holder = new(
        (db, name) => db.SourceNames.AsNoTracking().Where(n => n.Name == name)
    );

    /// <summary>The names that are held within the sender's scope: under them it may correct records of every unit.</summary>
    public HashSet<string> Held { get; } = new(StringComparer.Ordinal);

    public async Task CheckAsync(ResolvedRows batch, CancellationToken cancellation)
    {
        string[] names = [.. batch.Records.Select(r => r.Source).Distinct(StringComparer.Ordinal)];
        var held =
            names.Length == 1
                ? s_holder.RunAsync(db, names[0])
                : db.SourceNames.AsNoTracking().Where(n => EF.Parameter(names).Contains(n.Name)).AsAsyncEnumerable();
        var holders = await held.ToDictionaryAsync(n => n.Name, n => n.UnitId, StringComparer.Ordinal, cancellation);
        var claim = new SourceClaim(batch.Reference.Units, time.Now, time.Today, options.Sender);
        // Rejected rows claim no name, and updates of records that do not exist are rejected.
        var given = batch.Records.Where(r => r.Missing is null).Select(r => r.Source).ToHashSet(StringComparer.Ordinal);
        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (SourceName.IsOfEntry(name))
            {
                // The unit's code in the name says whose it is: nobody claims it, and no claim keeps that unit from it.
                if (options.IsEntry)
                    Held.Add(name);
                else
                    refused[name] = "source.reserved";
            }
            else if (options.Sources?.Contains(name) == false)
                refused[name] = "source.notBound";
            else if (!holders.TryGetValue(name, out var holder))
            {
                if (given.Contains(name))
                    db.SourceNames.Add(claim.Of(name, options.ClaimsFor ?? options.Scope));
            }
            else if (!MayUse(name, holder, batch.Reference.Units))
                refused[name] = "source.held";
        }
        if (db.ChangeTracker.HasChanges())
            await db.SaveChangesAsync(cancellation);
        if (refused.Count > 0)
            batch.RejectSources(refused);
    }

    private bool MayUse(string name, int? holder, UnitTree units)
    {
        if (!SourceName.IsHeldWithin(options.Scope, holder, units, time.Today))
            return options.Granted.Contains(new(name, holder));
        Held.Add(name);
        return true;
    }
}
