using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records.Storage;

namespace Portal.Domain.Metrics.Folding;

/// <summary>
/// Counts all records again and reads all stored cells, in one database snapshot, on every processor, within bounded memory, without
/// blocking writers.
/// </summary>
/// <remarks>
/// Each thread takes ranges of record ids, sums until its tables are full, and then spills them to a run of packed cells in the table's
/// order.
/// <see cref="Compare"/> merges the runs, so the order of records and of stored cells does not matter.
/// </remarks>
internal sealed class CellRecount : IDisposable
{
    /// <summary>Ids per range: some seconds of work.</summary>
    private const long RecordsPerPart = 250_000;

    /// <summary>Sums per thread before they are spilled: its tables then take some hundred megabytes.</summary>
    private const int MaxSums = 250_000;

    private const int MaxReaders = 8;

    private readonly CellBlocks _blocks;
    private readonly ConcurrentBag<CellRun> _expected = [];
    private readonly ConcurrentBag<CellRun> _found = [];
    private readonly long _recordsPerPart;
    private readonly int _maxSums;

    private CellRecount(long recordsPerPart, int maxSums, int maxBlocksInMemory) =>
        (_recordsPerPart, _maxSums, _blocks) = (recordsPerPart, maxSums, new(maxBlocksInMemory));

    /// <summary>The version of units, forms and source rules that the count used.</summary>
    public long ReferenceVersion { get; private set; }

    /// <summary>The state of the figures in the snapshot.</summary>
    public MetricsState State { get; private set; } = new();

    /// <summary>Number of stored cells.</summary>
    public long Stored { get; private set; }

    /// <summary>Ids of outbox rows that cannot be folded: of an unknown format, damaged, or of an unknown unit.</summary>
    public IReadOnlyList<long> Unreadable { get; private set; } = [];

    public CellBlocks Blocks => _blocks;

    /// <summary>Expected cells (from the records) beside found cells (stored, plus the changes in the outbox).</summary>
    public CellMerge Compare() => new(_expected, _found);

    public void Dispose() => _blocks.Dispose();

    /// <param name="services">The database and the rules to count by.</param>
    /// <param name="recordsPerPart">Record ids per range.</param>
    /// <param name="maxSums">Sums per thread before they are spilled.</param>
    /// <param name="maxBlocksInMemory">Blocks of <see cref="CellBlocks.Size"/> in memory; further blocks go to a file.</param>
    public static async Task<CellRecount> RunAsync(
        RecountServices services,
        long recordsPerPart = RecordsPerPart,
        int maxSums = MaxSums,
        int maxBlocksInMemory = CellBlocks.MaxInMemory,
        CancellationToken cancellation = default
    )
    {
        var recount = new CellRecount(recordsPerPart, maxSums, maxBlocksInMemory);
        try
        {
            await recount.CountAsync(services, cancellation);
            return recount;
        }
        catch
        {
            recount.Dispose();
            throw;
        }
    }

    private async Task CountAsync(RecountServices services, CancellationToken cancellation)
    {
        var (snapshot, reference, known) = await BeginAsync(services, cancellation);
        await using var _ = snapshot;
        var db = snapshot.Readers[0];
        State = await db.MetricsStates.AsNoTracking().SingleAsync(cancellation);
        await CountWaitingAsync(db, reference, cancellation);
        var reported = new CellCounter(services.Calculator, known.Sources, new CellExpansion(reference.Units));
        await foreach (var month in ReportedMonths.ReadAsync(db, known, cancellation: cancellation))
            reported.Add(month);
        SpillToRun(reported.Expansion, _expected);

        var parts = new ConcurrentQueue<(long First, long Last)?>(await PartsAsync(db, cancellation));
        await Task.WhenAll(
            snapshot.Readers.Select(reader =>
                Task.Run(
                    () =>
                        CountParts(
                            reader,
                            parts,
                            new CellCounter(services.Calculator, known.Sources, new CellExpansion(reference.Units)),
                            cancellation
                        ),
                    cancellation
                )
            )
        );
    }

    /// <summary>A snapshot with the units, forms and source rules of the same version.</summary>
    private async Task<(SharedSnapshot Snapshot, ReferenceData Reference, FigureReference Known)> BeginAsync(
        RecountServices services,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            var snapshot = await SharedSnapshot.BeginAsync(
                services.Databases,
                services.Gate,
                await ReadersAsync(services, cancellation),
                cancellation
            );
            var version = await snapshot.Readers[0].ReferenceStates.Select(s => s.Version).SingleAsync(cancellation);
            var (reference, known) = (await services.References.GetAsync(cancellation), await services.Figures.GetAsync(cancellation));
            ReferenceVersion = version;
            if (reference.Version == version && known.Version == version)
                return (snapshot, reference, known);
            await snapshot.DisposeAsync(); // reference data changed between the snapshot and the cache: try again
        }
    }

    private async Task<int> ReadersAsync(RecountServices services, CancellationToken cancellation)
    {
        await using var db = await services.Databases.CreateDbContextAsync(cancellation);
        var parts = (await db.Records.MaxAsync(r => (long?)r.Id, cancellation) ?? 0) / _recordsPerPart;
        return (int)Math.Clamp(parts, 1, Math.Min(Environment.ProcessorCount, MaxReaders));
    }

    /// <summary>The work items: ranges of record ids, and null for the stored cells.</summary>
    private async Task<List<(long First, long Last)?>> PartsAsync(PortalDb db, CancellationToken cancellation)
    {
        var parts = new List<(long, long)?> { null };
        var (first, last) = (
            await db.Records.MinAsync(r => (long?)r.Id, cancellation) ?? 1,
            await db.Records.MaxAsync(r => (long?)r.Id, cancellation) ?? 0
        );
        for (; first <= last; first += _recordsPerPart)
            parts.Add((first, first + _recordsPerPart - 1));
        return parts;
    }

    private void CountParts(
        PortalDb db,
        ConcurrentQueue<(long First, long Last)?> parts,
        CellCounter counter,
        CancellationToken cancellation
    )
    {
        while (parts.TryDequeue(out var part))
        {
            if (part is var (first, last))
                RecordScan.Read(db, first, last, Count, cancellation);
            else
                ReadStored(db, cancellation);
        }
        SpillToRun(counter.Expansion, _expected);

        void Count(in RecordFacts record)
        {
            counter.Add(record);
            if (counter.Expansion.Size >= _maxSums)
                SpillToRun(counter.Expansion, _expected);
        }
    }

    private void ReadStored(PortalDb db, CancellationToken cancellation)
    {
        var cells = new CellList();
        CellTable.Read(
            db,
            (key, measures) =>
            {
                Stored++;
                cells.Add(key, measures);
                if (cells.Count >= _maxSums)
                    SpillToRun(cells);
            },
            cancellation
        );
        SpillToRun(cells);
    }

    private async Task CountWaitingAsync(PortalDb db, ReferenceData reference, CancellationToken cancellation)
    {
        var (waiting, unreadable) = (new CellExpansion(reference.Units), new List<long>());
        await foreach (var delta in db.MetricDeltas.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation))
        {
            try
            {
                var changes = MetricDeltaCodec.Decode(delta.Payload).ToList();
                if (changes.TrueForAll(c => reference.Units.Find(c.Place.UnitId) is not null))
                    waiting.Add(changes);
                else
                    unreadable.Add(delta.Id);
            }
            catch (InvalidDataException)
            {
                unreadable.Add(delta.Id);
            }
            if (waiting.Size >= _maxSums)
                SpillToRun(waiting, _found);
        }
        SpillToRun(waiting, _found);
        Unreadable = unreadable;
    }

    private void SpillToRun(CellExpansion expansion, ConcurrentBag<CellRun> runs)
    {
        if (expansion.Size == 0)
            return;
        runs.Add(CellRun.Of(_blocks, expansion.Spread().Read()));
        expansion.Clear();
    }

    private void SpillToRun(CellList cells)
    {
        if (cells.Count == 0)
            return;
        cells.Sort();
        _found.Add(CellRun.Of(_blocks, cells.Read()));
        cells.Clear();
    }
}

/// <summary>The services of a recount.</summary>
internal sealed record RecountServices(
    IDbContextFactory<PortalDb> Databases,
    WriteGate Gate,
    IReferenceReader References,
    IFigureReferences Figures,
    MetricsCalculator Calculator
);
