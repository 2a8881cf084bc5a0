using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Portal.Domain.Data;
using Portal.Domain.Data.Queries;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Changes;
using Portal.Domain.Records.Storage;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>
/// Writes one batch within the caller's transaction: inserts new records, updates changed ones, and writes the metric deltas.
/// </summary>
internal sealed class RecordBatchWriter(PortalDb db, IntakeOptions options, ChangeCollector changes, DistrictTime time)
{
    private static readonly CompiledQuery<string, RecordSource> s_source = new(
        (db, name) => db.RecordSources.AsNoTracking().Where(s => s.Name == name)
    );

    private int _doubtfulInserted;

    /// <param name="batch">
    /// Resolved by the reference data that this transaction sees; resolved again here when the batch creates units or items.
    /// </param>
    /// <param name="cancellation">Cancels the batch; the caller does not commit.</param>
    public async Task<BatchOutcome> WriteAsync(ResolvedRows batch, CancellationToken cancellation)
    {
        if (options.CreateMissing is { } missing && MayCreateBelow(missing.ParentUnitCode, batch.Reference.Units))
        {
            var withItems = options.Scope.CoversAll(batch.Reference.Units, time.Today);
            var reference = await new MissingReferences(db, batch.Reference, missing, withItems).CreateAsync(batch.All, cancellation);
            batch = ResolvedRows.Resolve(batch.All, reference, options, time);
        }
        var guard = new SourceGuard(db, options, time);
        await guard.CheckAsync(batch, cancellation);
        var ids = await AssignSourcesAsync(batch.Records, cancellation);
        var (created, repeated) = await InsertAsync(batch.Records, cancellation);
        var updates = await UpdateAsync(repeated, batch, [.. guard.Held.Where(ids.ContainsKey).Select(name => ids[name])], cancellation);
        changes.WriteTo(db);
        await db.SaveChangesAsync(cancellation);
        return new(batch.All.Count, [.. batch.Rejected.OrderBy(r => r.Line)], batch.Notices)
        {
            Created = created,
            Updated = updates.Updated,
            Unchanged = updates.Unchanged,
            Stale = updates.Stale,
            Cleared = updates.Cleared,
            Doubtful = _doubtfulInserted + updates.Doubtful,
        };
    }

    // A sender with a scope may create units only below it. Rows that name other unknown units are rejected.
    private bool MayCreateBelow(string parentCode, UnitTree units) =>
        options.Scope.IsEverything || (units.Find(parentCode) is { } parent && options.Scope.Contains(units, parent.Id, time.Today));

    /// <returns>The numbers of the batch's sources by name.</returns>
    private async Task<Dictionary<string, int>> AssignSourcesAsync(List<ResolvedRow> records, CancellationToken cancellation)
    {
        string[] named = [.. records.Select(r => r.Source).Distinct(StringComparer.Ordinal)];
        // Most messages and files have one source. Of several, one parameter holds all names: a batch may have more than a statement takes.
        var sources =
            named.Length == 1
                ? s_source.RunAsync(db, named[0])
                : db.RecordSources.AsNoTracking().Where(s => EF.Parameter(named).Contains(s.Name)).AsAsyncEnumerable();
        var ids = await sources.ToDictionaryAsync(s => s.Name, s => s.Id, StringComparer.Ordinal, cancellation);
        // A row without a record of its own finds nothing under a source that is new.
        foreach (
            var name in records
                .Where(r => r.Missing is null)
                .Select(r => r.Source)
                .Distinct(StringComparer.Ordinal)
                .Where(name => !ids.ContainsKey(name))
                .ToList()
        )
        {
            var source = new RecordSource { Name = name };
            db.RecordSources.Add(source);
            await db.SaveChangesAsync(cancellation);
            ids[name] = source.Id;
        }
        foreach (var (source, record, _, _) in records)
            record.SourceId = ids.GetValueOrDefault(source);
        return ids;
    }

    /// <summary>Inserts new records. Returns the others in order: those already stored, and repetitions within this batch.</summary>
    private async Task<(int Created, List<ServiceRecord> Repeated)> InsertAsync(List<ResolvedRow> records, CancellationToken cancellation)
    {
        var seen = new HashSet<(int, string)>(records.Count);
        var first = new List<ServiceRecord>(records.Count);
        var again = new List<ServiceRecord>();
        foreach (var (_, record, _, missing) in records)
            (missing is null && seen.Add((record.SourceId, record.CaseNo)) ? first : again).Add(record);

        var repeated = await RecordInserter.InsertAsync(db, first, Count, cancellation);
        var created = first.Count - repeated.Count;
        repeated.AddRange(again);
        return (created, repeated);
    }

    private void Count(IReadOnlyList<ServiceRecord> inserted)
    {
        foreach (var record in inserted)
        {
            changes.Add(record);
            if (record.Doubts != RecordDoubts.None)
                _doubtfulInserted++;
        }
    }

    private async Task<UpdateCounts> UpdateAsync(
        List<ServiceRecord> records,
        ResolvedRows batch,
        HashSet<int> heldSources,
        CancellationToken cancellation
    )
    {
        var counts = new UpdateCounts();
        if (records.Count == 0)
            return counts;
        var stored = await RecordLookup.StoredAsync(db, options.Stream, records, cancellation);
        var update = new RecordUpdate(batch, options, time);
        foreach (var sent in records)
        {
            if (!stored.TryGetValue((sent.SourceId, sent.CaseNo), out var present))
            {
                batch.Reject(sent, update.MissingOf(sent)); // it leaves out what a new record needs
                continue;
            }
            var mayCorrect =
                heldSources.Contains(sent.SourceId) || options.Scope.Contains(batch.Reference.Units, present.UnitId, time.Today);
            if (!mayCorrect)
            {
                // The row names a unit within the scope, but the stored record belongs to a unit outside it.
                batch.Reject(sent, "caseNo", sent.CaseNo, "caseNo.outOfScope");
                continue;
            }
            if (update.RevisionOf(sent) < present.Revision)
            {
                counts.Stale++;
                continue;
            }
            if (update.Resolve(sent, present) is not { } record)
                continue; // rejected
            Apply(record, present, counts);
        }
        return counts;
    }

    private void Apply(ServiceRecord record, ServiceRecord present, UpdateCounts counts)
    {
        if (record.Doubts != RecordDoubts.None)
            counts.Doubtful++;
        var entry = db.Entry(present);
        if (RecordDifference.HasSameSourceFields(present, record))
        {
            counts.Unchanged++;
            if (record.Revision == present.Revision)
                return;
            // A message between the two, still on its way, must not pass for newer than this one.
            Attach(entry);
            present.Revision = record.Revision;
            return;
        }
        counts.Cleared += RecordDifference.Cleared(present, record);
        changes.Remove(present);
        record.Id = present.Id;
        // A change of doubts alone is none that the record's history shows.
        if (FieldChanges.Between(present, record) is { Count: > 0 } fields)
            db.RecordChanges.Add(ChangeOf(present, fields));
        Attach(entry);
        entry.CurrentValues.SetValues(record);
        changes.Add(present);
        counts.Updated++;
    }

    private static void Attach(EntityEntry entry)
    {
        if (entry.State == EntityState.Detached)
            entry.State = EntityState.Unchanged;
    }

    private sealed class UpdateCounts
    {
        public int Updated { get; set; }

        public int Unchanged { get; set; }

        public int Stale { get; set; }

        public int Cleared { get; set; }

        public int Doubtful { get; set; }
    }

    private RecordChange ChangeOf(ServiceRecord record, IReadOnlyList<FieldChange> fields) =>
        new()
        {
            RecordId = record.Id,
            At = time.Now,
            Sender = options.Sender,
            ImportId = options.ImportId,
            Reason = options.Reason,
            Fields = FieldChanges.ToJson(fields),
        };
}
