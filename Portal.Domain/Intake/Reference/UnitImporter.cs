using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Reference;

/// <summary>
/// Imports files of units: <c>code,name,kind,parentCode,validFrom,validTo</c>, and where units merge <c>successorCode</c>.
/// Each row is one version of a unit, identified by code and first day.
/// </summary>
public sealed class UnitImporter(IDbContextFactory<PortalDb> databases, WriteGate gate, DistrictTime time)
{
    /// <summary>Imports all rows, or none when any has an error.</summary>
    /// <param name="actor">The sender; rows may name the units for which the actor may write.</param>
    /// <param name="content">The file, a seekable stream; left open.</param>
    /// <param name="request">How to read it, and whether it is only tried.</param>
    /// <param name="cancellation">Ends the import before anything is stored.</param>
    /// <exception cref="Files.RecordFileException">The file cannot be read.</exception>
    public async Task<ReferenceImportResult> ImportAsync(
        Actor actor,
        Stream content,
        ReferenceRequest request,
        CancellationToken cancellation = default
    )
    {
        var table = await ReferenceTable.ReadAsync(content, ReferenceKind.Units, request, time, cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reference, cancellation);
        var plan = await UnitPlan.MakeAsync(db, table, actor.ScopeFor(Permissions.UnitsWrite), time.Today, cancellation);
        if (table.Errors.Count == 0 && plan.Changed && !request.DryRun)
        {
            await plan.SaveAsync(cancellation);
            await db.RaiseReferenceAsync(cancellation);
            if (plan.MovedInThePast)
                await db.MetricsStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.NeedsRebuild, true), cancellation);
            await transaction.CommitAsync(cancellation);
        }
        return plan.Result;
    }
}
