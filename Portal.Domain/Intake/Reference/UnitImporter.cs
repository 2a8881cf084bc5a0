using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Reference;

/// <summary>
/// Imports files of units: <c>code,name,kind,parentCode,validFrom,validTo</c>, and where units merge <c>successorCode</c>.
/// Each row is one version of a unit, identified by code and first day.
/// </summary>
public sealed class UnitImporter(IDbContextFactory<PortalDb> databases, WriteGate gate, DistrictTime time)
{
    private static readonly ReferenceColumns s_columns = new(
        ("code", "编码"),
        ("name", "名称"),
        ("kind", "类型"),
        ("parentCode", "上级编码"),
        ("validFrom", "生效日期"),
        ("validTo", "失效日期"),
        ("successorCode", "承接单位编码")
    );

    /// <summary>Imports all rows, or none when any has an error.</summary>
    /// <param name="actor">The sender; rows may name the units for which the actor may write.</param>
    /// <param name="content">The file, a seekable stream; left open.</param>
    /// <param name="fileName">Its extension may decide the format.</param>
    /// <param name="dryRun">Checks everything and stores nothing.</param>
    /// <exception cref="Files.RecordFileException">The file cannot be read.</exception>
    public async Task<ReferenceImportResult> ImportAsync(
        Actor actor,
        Stream content,
        string fileName,
        bool dryRun = false,
        CancellationToken cancellation = default
    )
    {
        var table = await ReferenceTable.ReadAsync(content, fileName, s_columns, cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reference, cancellation);
        var plan = await UnitPlan.MakeAsync(db, table, actor.ScopeFor(Permissions.UnitsWrite), time.Today, cancellation);
        if (table.Errors.Count > 0)
            return table.Errors.Refuse(table.Rows.Count);

        if (plan.Changed && !dryRun)
        {
            await plan.SaveAsync(cancellation);
            await db.RaiseReferenceAsync(cancellation);
            if (plan.MovedInThePast)
                await db.MetricsStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.NeedsRebuild, true), cancellation);
            await transaction.CommitAsync(cancellation);
        }
        return new(table.Rows.Count, plan.Created, plan.Updated, []);
    }
}
