using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Reference;

/// <summary>
/// Imports files of service items: <c>code,name,kind,unitCode,statutoryLimit,promisedLimit,limitUnit,instant,process,validFrom,validTo</c>.
/// Each row is one version of an item, identified by code and first day.
/// </summary>
public sealed class ItemImporter(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    RecordRederivation rederivation,
    IReferenceReader references,
    DistrictTime time
)
{
    /// <summary>Imports all rows, or none when any has an error. Records of changed items are derived again.</summary>
    /// <param name="actor">The sender, with the permission for all units: the codes of items are the same for every unit.</param>
    /// <param name="content">The file, a seekable stream; left open.</param>
    /// <param name="request">How to read it, and whether it is only tried.</param>
    /// <param name="cancellation">Ends the import before anything is stored.</param>
    /// <exception cref="PermissionDeniedException">The actor may not change the catalogue.</exception>
    /// <exception cref="Files.RecordFileException">The file cannot be read.</exception>
    public async Task<ReferenceImportResult> ImportAsync(
        Actor actor,
        Stream content,
        ReferenceRequest request,
        CancellationToken cancellation = default
    )
    {
        actor.DemandForAll(Permissions.ItemsWrite, (await references.GetAsync(cancellation)).Units, time.Today);
        var table = await ReferenceTable.ReadAsync(content, ReferenceKind.Items, request, time, cancellation);
        var (result, changesRecords) = await WriteAsync(table, request.DryRun, cancellation);
        // The items are committed, so the dependent records are computed even when the caller cancels.
        if (changesRecords)
            await rederivation.DoRequestedAsync(cancellation: CancellationToken.None);
        return result;
    }

    /// <returns>The result, and whether an item was changed that records may have.</returns>
    private async Task<(ReferenceImportResult Result, bool ChangesRecords)> WriteAsync(
        ReferenceTable table,
        bool dryRun,
        CancellationToken cancellation
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reference, cancellation);
        var plan = await ItemPlan.MakeAsync(db, table, cancellation);
        if (table.Errors.Count > 0 || plan.Changed.Count == 0 || dryRun)
            return (plan.Result, false);
        var changed = plan.Changed.Where(item => !plan.IsNew(item)).ToList();
        db.RederivationRequests.AddRange(changed.Select(item => new RederivationRequest { At = time.Now, ItemId = item.Id }));
        await db.SaveChangesAsync(cancellation);
        await db.RaiseReferenceAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return (plan.Result, changed.Count > 0);
    }
}
