using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Metrics;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake;

/// <summary>Takes one batch within its transaction: resolves, inserts what is new, updates what says something new, writes the change of figures.</summary>
internal sealed class RecordBatchWriter(PortalDb db, IntakeOptions options, ChangeCollector changes, DistrictTime time)
{
    private const int KeysPerQuery = 500;

    private readonly List<ParsedRow> _rejected = [];

    /// <summary>Where records came from, for a sender who may not write everything.</summary>
    private readonly Dictionary<ServiceRecord, ParsedRow> _rows = [];

    public async Task<BatchOutcome> WriteAsync(IReadOnlyList<ParsedRow> rows, ReferenceData reference, CancellationToken cancellation)
    {
        if (options.CreateMissing is { } missing && MayCreateBelow(missing.ParentUnitCode, reference.Units))
        {
            reference = await new MissingReferences(db, reference, missing).CreateAsync(rows, cancellation);
        }
        var records = Resolve(rows, reference);
        await GiveSourcesAsync(records, cancellation);
        var (created, repeated) = await InsertAsync(records.ConvertAll(r => r.Record), cancellation);
        var (updated, unchanged) = await UpdateAsync(repeated, reference.Units, cancellation);
        changes.WriteTo(db);
        await db.SaveChangesAsync(cancellation);
        return new(rows.Count, created, updated, unchanged, [.. _rejected.OrderBy(r => r.Line)]);
    }

    // Who may write for a part of the tree may add to that part; what else a profile would create stays unknown, and its rows say so.
    private bool MayCreateBelow(string parentCode, UnitTree units) => options.Scope.UnitId is null
        || (units.Find(parentCode) is { } parent && options.Scope.Contains(units, parent.Id, time.Today));

    private List<(string Source, ServiceRecord Record)> Resolve(IReadOnlyList<ParsedRow> rows, ReferenceData reference)
    {
        var resolver = new RecordResolver(reference, options, time);
        var records = new List<(string, ServiceRecord)>(rows.Count);
        foreach (var row in rows)
        {
            IReadOnlyList<RowError> errors = row.Errors;
            if (row.Input is { } input && errors.Count == 0 && resolver.Resolve(row.Line, input, out errors) is { } record)
            {
                records.Add((input.Source, record));
                if (options.Scope.UnitId is not null) _rows[record] = row;
            }
            else
            {
                _rejected.Add(row with { Errors = errors });
            }
        }
        return records;
    }

    private async Task GiveSourcesAsync(List<(string Source, ServiceRecord Record)> records, CancellationToken cancellation)
    {
        var ids = await db.RecordSources.ToDictionaryAsync(s => s.Name, s => s.Id, cancellation);
        foreach (var name in records.Select(r => r.Source).Distinct().Where(name => !ids.ContainsKey(name)).ToList())
        {
            var source = new RecordSource { Name = name };
            db.RecordSources.Add(source);
            await db.SaveChangesAsync(cancellation);
            ids[name] = source.Id;
        }
        foreach (var (source, record) in records) record.SourceId = ids[source];
    }

    /// <summary>Inserts the new ones; what is left, in order, was there before or came earlier in this batch.</summary>
    private async Task<(int Created, List<ServiceRecord> Repeated)> InsertAsync(List<ServiceRecord> records, CancellationToken cancellation)
    {
        var seen = new HashSet<(int, string)>(records.Count);
        var first = new List<ServiceRecord>(records.Count);
        var again = new List<ServiceRecord>();
        foreach (var record in records) (seen.Add((record.SourceId, record.CaseNo)) ? first : again).Add(record);

        var taken = await RecordInserter.InsertAsync(db, first, cancellation);
        var repeated = taken.Select(place => first[place]).ToList();
        var known = repeated.ToHashSet();
        foreach (var record in first)
        {
            if (!known.Contains(record)) changes.Add(record);
        }
        repeated.AddRange(again);
        return (first.Count - taken.Count, repeated);
    }

    private async Task<(int Updated, int Unchanged)> UpdateAsync(List<ServiceRecord> records, UnitTree units, CancellationToken cancellation)
    {
        var (updated, unchanged) = (0, 0);
        var stored = await LoadAsync(records, cancellation);
        foreach (var record in records)
        {
            var present = stored[(record.SourceId, record.CaseNo)];
            if (!options.Scope.Contains(units, present.UnitId, time.Today))
            {
                RefuseAsOthers(record);
                continue;
            }
            if (RecordDifference.SaysTheSame(present, record))
            {
                unchanged++;
                continue;
            }
            changes.Remove(present);
            record.Id = present.Id;
            var entry = db.Entry(present);
            if (entry.State == EntityState.Detached) entry.State = EntityState.Unchanged;
            entry.CurrentValues.SetValues(record);
            changes.Add(present);
            updated++;
        }
        return (updated, unchanged);
    }

    // The row names a unit of the sender's, but the record it would change is another's.
    private void RefuseAsOthers(ServiceRecord record)
    {
        var row = _rows[record];
        _rejected.Add(row with { Errors = [RowErrors.Create(row.Line, "caseNo", record.CaseNo, "caseNo.outOfScope")] });
    }

    private async Task<Dictionary<(int, string), ServiceRecord>> LoadAsync(List<ServiceRecord> records, CancellationToken cancellation)
    {
        var stored = new Dictionary<(int, string), ServiceRecord>();
        foreach (var source in records.GroupBy(r => r.SourceId))
        {
            foreach (var keys in source.Select(r => r.CaseNo).Distinct().Chunk(KeysPerQuery))
            {
                // Most of what comes again says nothing new, and need not be tracked.
                var found = await db.Records.AsNoTracking()
                    .Where(r => r.SourceId == source.Key && keys.Contains(r.CaseNo)
                        && EF.Property<RecordStream>(r, ServiceRecordConfiguration.Stream) == options.Stream)
                    .ToListAsync(cancellation);
                foreach (var record in found) stored[(record.SourceId, record.CaseNo)] = record;
            }
        }
        return stored;
    }
}
