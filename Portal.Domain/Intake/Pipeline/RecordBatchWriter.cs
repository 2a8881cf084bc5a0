using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Storage;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>
/// Writes one batch within the caller's transaction: inserts new records, updates changed ones, and writes the metric deltas.
/// </summary>
internal sealed class RecordBatchWriter(PortalDb db, IntakeOptions options, ChangeCollector changes, DistrictTime time)
{
    /// <param name="batch">
    /// Resolved by the reference data that this transaction sees; resolved again here when the batch creates units or items.
    /// </param>
    /// <param name="cancellation">Cancels the batch; the caller does not commit.</param>
    public async Task<BatchOutcome> WriteAsync(ResolvedRows batch, CancellationToken cancellation)
    {
        if (options.CreateMissing is { } missing && MayCreateBelow(missing.ParentUnitCode, batch.Reference.Units))
        {
            var reference = await new MissingReferences(db, batch.Reference, missing).CreateAsync(batch.All, cancellation);
            batch = ResolvedRows.Resolve(batch.All, reference, options, time);
        }
        await AssignSourcesAsync(batch.Records, cancellation);
        var (created, repeated) = await InsertAsync(batch.Records, cancellation);
        var (updated, unchanged) = await UpdateAsync(repeated, batch, cancellation);
        changes.WriteTo(db);
        await db.SaveChangesAsync(cancellation);
        return new(batch.All.Count, created, updated, unchanged, [.. batch.Rejected.OrderBy(r => r.Line)]);
    }

    // A sender with a scope may create units only below it. Rows that name other unknown units are rejected.
    private bool MayCreateBelow(string parentCode, UnitTree units) =>
        options.Scope.IsEverything || (units.Find(parentCode) is { } parent && options.Scope.Contains(units, parent.Id, time.Today));

    private async Task AssignSourcesAsync(List<(string Source, ServiceRecord Record)> records, CancellationToken cancellation)
    {
        var ids = await db.RecordSources.ToDictionaryAsync(s => s.Name, s => s.Id, cancellation);
        foreach (var name in records.Select(r => r.Source).Distinct().Where(name => !ids.ContainsKey(name)).ToList())
        {
            var source = new RecordSource { Name = name };
            db.RecordSources.Add(source);
            await db.SaveChangesAsync(cancellation);
            ids[name] = source.Id;
        }
        foreach (var (source, record) in records)
            record.SourceId = ids[source];
    }

    /// <summary>Inserts new records. Returns the others in order: those already stored, and repetitions within this batch.</summary>
    private async Task<(int Created, List<ServiceRecord> Repeated)> InsertAsync(
        List<(string Source, ServiceRecord Record)> records,
        CancellationToken cancellation
    )
    {
        var seen = new HashSet<(int, string)>(records.Count);
        var first = new List<ServiceRecord>(records.Count);
        var again = new List<ServiceRecord>();
        foreach (var (_, record) in records)
            (seen.Add((record.SourceId, record.CaseNo)) ? first : again).Add(record);

        var repeated = await RecordInserter.InsertAsync(db, first, Count, cancellation);
        var created = first.Count - repeated.Count;
        repeated.AddRange(again);
        return (created, repeated);
    }

    private void Count(IReadOnlyList<ServiceRecord> inserted)
    {
        foreach (var record in inserted)
            changes.Add(record);
    }

    private async Task<(int Updated, int Unchanged)> UpdateAsync(
        List<ServiceRecord> records,
        ResolvedRows batch,
        CancellationToken cancellation
    )
    {
        var (updated, unchanged) = (0, 0);
        if (records.Count == 0)
            return (updated, unchanged);
        var stored = await RecordLookup.StoredAsync(db, options.Stream, records, cancellation);
        foreach (var record in records)
        {
            var present = stored[(record.SourceId, record.CaseNo)];
            if (!options.Scope.Contains(batch.Reference.Units, present.UnitId, time.Today))
            {
                // The row names a unit within the scope, but the stored record belongs to a unit outside it.
                batch.Reject(record, "caseNo", record.CaseNo, "caseNo.outOfScope");
                continue;
            }
            if (RecordDifference.HasSameSourceFields(present, record))
            {
                unchanged++;
                continue;
            }
            changes.Remove(present);
            record.Id = present.Id;
            var entry = db.Entry(present);
            if (entry.State == EntityState.Detached)
                entry.State = EntityState.Unchanged;
            entry.CurrentValues.SetValues(record);
            changes.Add(present);
            updated++;
        }
        return (updated, unchanged);
    }
}
