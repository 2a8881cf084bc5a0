using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records.Storage;

namespace Portal.Domain.Metrics.Folding;

/// <summary>Counts all records anew and reads all cells, of one moment, on every processor and within bounded memory, while others go on writing.</summary>
/// <remarks>
/// Each thread takes part after part of the records, adds up until its tables are full, and puts what they come to away as a run of packed cells in
/// the table's order. The runs are then gone through together: neither the records' order nor the table's matters.
/// </remarks>
internal sealed class CellRecount : IDisposable
{
    /// <summary>So many numbers of records at a time: some seconds' work.</summary>
    private const long RecordsPerPart = 250_000;

    /// <summary>Few enough that a thread's tables take some hundred megabytes.</summary>
    private const int MostSums = 250_000;

    private const int MostReaders = 8;

    private readonly CellBlocks _blocks;
    private readonly ConcurrentBag<CellRun> _expected = [];
    private readonly ConcurrentBag<CellRun> _found = [];
    private readonly long _recordsPerPart;
    private readonly int _mostSums;

    private CellRecount(long recordsPerPart, int mostSums, int mostBlocksInMemory) =>
        (_recordsPerPart, _mostSums, _blocks) = (recordsPerPart, mostSums, new(mostBlocksInMemory));

    /// <summary>The version of units, forms and rules by which it was counted.</summary>
    public long ReferenceVersion { get; private set; }

    /// <summary>The state of the figures at the moment.</summary>
    public MetricsState State { get; private set; } = new();

    /// <summary>How many cells the table held.</summary>
    public long Stored { get; private set; }

    /// <summary>Rows of the outbox that cannot be folded: of another format, damaged, or of a unit that is not there.</summary>
    public IReadOnlyList<long> Unreadable { get; private set; } = [];

    public CellBlocks Blocks => _blocks;

    /// <summary>What the records come to beside what is stored and waits.</summary>
    public CellMerge Compare() => new(_expected, _found);

    public void Dispose() => _blocks.Dispose();

    /// <param name="sources">What is counted, and by which rules.</param>
    /// <param name="recordsPerPart">How many numbers of records a thread takes at a time.</param>
    /// <param name="mostSums">How many sums a thread holds before it puts them away.</param>
    /// <param name="mostBlocksInMemory">How much is kept in memory before the rest goes to a file.</param>
    public static async Task<CellRecount> RunAsync(
        RecountSources sources,
        long recordsPerPart = RecordsPerPart,
        int mostSums = MostSums,
        int mostBlocksInMemory = CellBlocks.MostInMemory,
        CancellationToken cancellation = default
    )
    {
        var recount = new CellRecount(recordsPerPart, mostSums, mostBlocksInMemory);
        try
        {
            await recount.CountAsync(sources, cancellation);
            return recount;
        }
        catch
        {
            recount.Dispose();
            throw;
        }
    }

    private async Task CountAsync(RecountSources sources, CancellationToken cancellation)
    {
        var (snapshot, reference, known) = await BeginAsync(sources, cancellation);
        await using var _ = snapshot;
        var db = snapshot.Readers[0];
        State = await db.MetricsStates.AsNoTracking().SingleAsync(cancellation);
        await CountWaitingAsync(db, reference, cancellation);
        var reported = new CellCounter(sources.Calculator, known.Sources, new CellExpansion(reference.Units));
        await foreach (var month in ReportedMonths.ReadAsync(db, known, cancellation: cancellation))
            reported.Add(month);
        PutAway(reported.Expansion, _expected);

        var parts = new ConcurrentQueue<(long First, long Last)?>(await PartsAsync(db, cancellation));
        await Task.WhenAll(
            snapshot.Readers.Select(reader =>
                Task.Run(
                    () =>
                        CountParts(
                            reader,
                            parts,
                            new CellCounter(sources.Calculator, known.Sources, new CellExpansion(reference.Units)),
                            cancellation
                        ),
                    cancellation
                )
            )
        );
    }

    /// <summary>A snapshot together with the units, forms and rules of its moment.</summary>
    private async Task<(SharedSnapshot Snapshot, ReferenceData Reference, FigureReference Known)> BeginAsync(
        RecountSources sources,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            var snapshot = await SharedSnapshot.BeginAsync(
                sources.Databases,
                sources.Gate,
                await ReadersAsync(sources, cancellation),
                cancellation
            );
            var version = await snapshot.Readers[0].ReferenceStates.Select(s => s.Version).SingleAsync(cancellation);
            var (reference, known) = (await sources.References.GetAsync(cancellation), await sources.Figures.GetAsync(cancellation));
            ReferenceVersion = version;
            if (reference.Version == version && known.Version == version)
                return (snapshot, reference, known);
            await snapshot.DisposeAsync(); // they changed just now
        }
    }

    private async Task<int> ReadersAsync(RecountSources sources, CancellationToken cancellation)
    {
        await using var db = await sources.Databases.CreateDbContextAsync(cancellation);
        var parts = (await db.Records.MaxAsync(r => (long?)r.Id, cancellation) ?? 0) / _recordsPerPart;
        return (int)Math.Clamp(parts, 1, Math.Min(Environment.ProcessorCount, MostReaders));
    }

    /// <summary>The records in spans of their numbers; null stands for the stored cells.</summary>
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
        PutAway(counter.Expansion, _expected);

        void Count(in RecordFacts record)
        {
            counter.Add(record);
            if (counter.Expansion.Size >= _mostSums)
                PutAway(counter.Expansion, _expected);
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
                if (cells.Count >= _mostSums)
                    PutAway(cells);
            },
            cancellation
        );
        PutAway(cells);
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
            if (waiting.Size >= _mostSums)
                PutAway(waiting, _found);
        }
        PutAway(waiting, _found);
        Unreadable = unreadable;
    }

    private void PutAway(CellExpansion expansion, ConcurrentBag<CellRun> runs)
    {
        if (expansion.Size == 0)
            return;
        runs.Add(CellRun.Of(_blocks, expansion.Spread().Read()));
        expansion.Clear();
    }

    private void PutAway(CellList cells)
    {
        if (cells.Count == 0)
            return;
        cells.Sort();
        _found.Add(CellRun.Of(_blocks, cells.Read()));
        cells.Clear();
    }
}

/// <summary>What a recount reads, and the rules it counts by.</summary>
internal sealed record RecountSources(
    IDbContextFactory<PortalDb> Databases,
    WriteGate Gate,
    IReferenceReader References,
    IFigureReferences Figures,
    MetricsCalculator Calculator
);
