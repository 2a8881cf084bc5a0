using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Domain.Records.Storage;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Domain.Metrics.Reported;

/// <summary>Sets the source of record of a unit and stream, and moves the figures from the old source to the new one.</summary>
public sealed class SourcesOfRecord(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    IFigureReferences figures,
    MetricsCalculator calculator,
    DistrictTime time,
    WakeSignals signals
)
{
    /// <summary>
    /// Sets the source from the month on, until the next rule of the unit and stream. Setting the current source changes nothing.
    /// </summary>
    /// <param name="actor">May set the source of the units whose forms the actor manages.</param>
    /// <param name="month">The first day of a month.</param>
    /// <returns>False when the unit is unknown or out of scope.</returns>
    public async Task<bool> SetAsync(
        Actor actor,
        string unitCode,
        RecordStream stream,
        DateOnly month,
        FigureSource source,
        CancellationToken cancellation = default
    )
    {
        var units = (await references.GetAsync(cancellation)).Units;
        if (units.Find(unitCode) is not { } unit || !actor.ScopeFor(Permissions.FormsManage).Contains(units, unit.Id, time.Today))
            return false;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        // The lane blocks writers of records and approvals, so the exchange covers all of them.
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        var before = await figures.GetAsync(cancellation);
        await WriteRuleAsync(db, unit.Id, stream, Days.MonthStart(month), source, cancellation);
        var after = before with { Sources = new(await db.SourceRules.AsNoTracking().ToListAsync(cancellation)) };

        await ExchangeAsync(db, unit.Id, stream, before, after, cancellation);
        await db.SaveChangesAsync(cancellation);
        await db.RaiseReferenceAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.DeltasWritten);
        return true;
    }

    private static async Task WriteRuleAsync(
        PortalDb db,
        int unitId,
        RecordStream stream,
        DateOnly month,
        FigureSource source,
        CancellationToken cancellation
    )
    {
        var rule = await db.SourceRules.SingleOrDefaultAsync(
            r => r.UnitId == unitId && r.Stream == stream && r.FromMonth == month,
            cancellation
        );
        if (rule is null)
            db.SourceRules.Add(
                rule = new()
                {
                    UnitId = unitId,
                    Stream = stream,
                    FromMonth = month,
                }
            );
        rule.Source = source;
        await db.SaveChangesAsync(cancellation);
    }

    private async Task ExchangeAsync(
        PortalDb db,
        int unitId,
        RecordStream stream,
        FigureReference before,
        FigureReference after,
        CancellationToken cancellation
    )
    {
        var (old, now) = (new ChangeCollector(calculator, before.Sources), new ChangeCollector(calculator, after.Sources));
        await RecordScan.ReadUnitAsync(
            db,
            stream,
            unitId,
            record =>
            {
                old.Remove(record);
                now.Add(record);
            },
            cancellation
        );
        await foreach (var month in ReportedMonths.ReadAsync(db, after, unitId, stream, cancellation: cancellation))
        {
            old.Add(month with { Sign = -1 });
            now.Add(month);
        }
        now.Merge(old);
        now.WriteTo(db);
    }
}
