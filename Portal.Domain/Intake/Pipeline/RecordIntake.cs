using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Domain.Intake.Pipeline;

/// <inheritdoc cref="IRecordIntake"/>
internal sealed class RecordIntake(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    MetricsCalculator calculator,
    IFigureReferences figures,
    DistrictTime time,
    WakeSignals signals
) : IRecordIntake
{
    /// <summary>The most rows of an atomic import, which keeps all rows in memory until every one is checked.</summary>
    private const int MostAtomicRows = 200_000;

    public async Task<IntakeResult> RunAsync(
        IAsyncEnumerable<ParsedRow> rows,
        IntakeOptions options,
        Func<ParsedRow, CancellationToken, ValueTask>? rejected = null,
        IProgress<IntakeResult>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var (tally, changes) = (new IntakeTally(rejected, options.ResumeFrom), new ReusableCollector(calculator));
        if (options.ResumeFrom is { Received: > 0 } before)
            rows = rows.Skip(checked((int)before.Received));
        var batches = options.Atomic ? AllAtOnceAsync(rows, options, cancellation) : ReadAheadAsync(rows, options, cancellation);
        await foreach (var batch in batches.WithCancellation(cancellation))
        {
            await tally.ReportAsync(await WriteBatchAsync(batch, options, changes, tally, cancellation), cancellation);
            progress?.Report(tally.Result);
        }
        return tally.Result;
    }

    private async Task<BatchOutcome> WriteBatchAsync(
        ResolvedRows batch,
        IntakeOptions options,
        ReusableCollector changes,
        IntakeTally tally,
        CancellationToken cancellation
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        // A batch that fails is rolled back as a whole, so no saving needs a savepoint of its own.
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        // A correction of units, items or calendar after this transaction rederives the records. One that was committed
        // between resolving and this transaction is noticed here: the batch is resolved again.
        var reference = await references.GetAsync(cancellation);
        if (!ReferenceEquals(batch.Reference, reference))
            batch = ResolvedRows.Resolve(batch.All, reference, options, time);
        var writer = new RecordBatchWriter(db, options, changes.For((await figures.GetAsync(reference, cancellation)).Sources), time);
        var outcome = await writer.WriteAsync(batch, cancellation);
        var keep = !options.DryRun && !(options.Atomic && outcome.Rejected.Count > 0);
        tally.Add(outcome, rolledBack: options.Atomic && outcome.Rejected.Count > 0);
        if (keep)
        {
            if (options.Checkpoint is { } checkpoint)
                await checkpoint(db, tally.Result, outcome.Rejected, cancellation);
            await transaction.CommitAsync(cancellation);
            signals.Raise(WakeTopic.DeltasWritten);
        }
        return outcome;
    }

    private async IAsyncEnumerable<ResolvedRows> AllAtOnceAsync(
        IAsyncEnumerable<ParsedRow> rows,
        IntakeOptions options,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var all = new List<ParsedRow>();
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            if (all.Count == MostAtomicRows)
                throw new IntakeTooLargeException(MostAtomicRows);
            all.Add(row);
        }
        yield return await ResolveAsync(all, options, cancellation);
    }

    private async Task<ResolvedRows> ResolveAsync(IReadOnlyList<ParsedRow> rows, IntakeOptions options, CancellationToken cancellation) =>
        ResolvedRows.Resolve(rows, await references.GetAsync(cancellation), options, time);

    /// <summary>
    /// Reads and resolves the next batch while the last one is written. No transaction is open while waiting for a slow sender.
    /// </summary>
    private async IAsyncEnumerable<ResolvedRows> ReadAheadAsync(
        IAsyncEnumerable<ParsedRow> rows,
        IntakeOptions options,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var channel = System.Threading.Channels.Channel.CreateBounded<ResolvedRows>(
            new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true }
        );
        var reading = Task.Run(() => ReadAsync(rows, options, channel.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in channel.Reader.ReadAllAsync(cancellation))
                yield return batch;
        }
        finally
        {
            await stop.CancelAsync();
            await reading; // its exception was already thrown by the channel's reader
        }
    }

    private async Task ReadAsync(
        IAsyncEnumerable<ParsedRow> rows,
        IntakeOptions options,
        ChannelWriter<ResolvedRows> batches,
        CancellationToken cancellation
    )
    {
        try
        {
            var batch = new List<ParsedRow>(Math.Min(options.BatchSize, 1_024));
            await foreach (var row in rows.WithCancellation(cancellation))
            {
                batch.Add(row);
                if (batch.Count < options.BatchSize)
                    continue;
                await batches.WriteAsync(await ResolveAsync(batch, options, cancellation), cancellation);
                batch = new List<ParsedRow>(options.BatchSize);
            }
            if (batch.Count > 0)
                await batches.WriteAsync(await ResolveAsync(batch, options, cancellation), cancellation);
            batches.TryComplete();
        }
#pragma warning disable CA1031 // The channel passes any exception to the consumer of the batches.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            batches.TryComplete(failure);
        }
    }

    /// <summary>
    /// One collector for all batches of a run: it is large, and a new one for each batch made every garbage collection a full one.
    /// </summary>
    private sealed class ReusableCollector(MetricsCalculator calculator)
    {
        private SourceRules? _sources;
        private ChangeCollector? _changes;

        /// <summary>The collector, cleared of the changes of the batch before.</summary>
        public ChangeCollector For(SourceRules sources)
        {
            if (_changes is null || !ReferenceEquals(sources, _sources))
                (_sources, _changes) = (sources, new ChangeCollector(calculator, sources));
            else
                _changes.Clear();
            return _changes;
        }
    }
}

/// <summary>An atomic import has more rows than the portal keeps in memory.</summary>
public sealed class IntakeTooLargeException(int most) : Exception($"An atomic import can have at most {most} rows.")
{
    /// <summary>The most rows of an atomic import.</summary>
    public int Most { get; } = most;
}
