using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Signals;

namespace Portal.Domain.Metrics.Reported;

/// <summary>Writes the changes of an approval to the outbox, in the transaction of the approval.</summary>
internal sealed class ReportedAccounting(IFigureReferences figures, MetricsCalculator calculator, WakeSignals signals) : IFigureAccounting
{
    public async Task<Action> AccountAsync(PortalDb db, ApprovedFigures? approved, CancellationToken cancellation)
    {
        var changes = new ChangeCollector(calculator, (await figures.GetAsync(cancellation)).Sources);
        if (approved is { } now)
        {
            changes.Add(new ReportedMonth(now.UnitId, now.Stream, now.Month, now.Definition, now.Now));
            if (now.Before is { } before)
                changes.Add(new ReportedMonth(now.UnitId, now.Stream, now.Month, now.Definition, before, Sign: -1));
        }
        changes.WriteTo(db);
        await db.SaveChangesAsync(cancellation);
        // Pages also show provisional and missing months, so they must reload even when no cell changed.
        var version = await MetricsVersions.RaiseAsync(db, cancellation);
        return () =>
        {
            signals.Raise(WakeTopic.DeltasWritten);
            if (approved is not null)
                return; // the fold that follows notifies pages; a reload now would delay the next one by their minimum interval
            signals.RaiseHere(WakeTopic.MetricsChanged, version);
        };
    }
}
