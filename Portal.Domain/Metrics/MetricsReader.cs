using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics;

/// <inheritdoc cref="IMetricsReader"/>
internal sealed class MetricsReader(
    IDbContextFactory<PortalDb> databases, IReferenceReader references, IFigureReferences figures, MetricsCalculator calculator, ReportingFigures reporting,
    DistrictTime time) : IMetricsReader
{
    public async Task<IReadOnlyList<MetricRow>> ReadAsync(MetricQuery query, CancellationToken cancellation = default) =>
        await ReadAsync(query, unitMonths: false, cancellation);

    public async Task<IReadOnlyList<MetricRow>> ReadUnitMonthsAsync(MetricQuery query, CancellationToken cancellation = default) =>
        await ReadAsync(query with { By = MetricBy.Unit }, unitMonths: true, cancellation);

    public async Task<long> VersionAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.MetricsStates.Select(s => s.Version).SingleAsync(cancellation);
    }

    private async Task<IReadOnlyList<MetricRow>> ReadAsync(MetricQuery query, bool unitMonths, CancellationToken cancellation)
    {
        if (query is { Channel: not null, By: MetricBy.Item or MetricBy.Department })
        {
            throw new ArgumentException("Items and departments are not kept by channel.", nameof(query));
        }
        var reference = await references.GetAsync(cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        ICellSource cells = query.AsOf is { } asOf ? await CountAsync(db, query, asOf, reference, cancellation) : new StoredCells(db);
        var rows = await new MetricsAnswer(query, unitMonths, cells, reference, time.Today).ReadAsync(cancellation);
        return query.Reporting && !unitMonths ? await reporting.AddAsync(query, rows, reference, cancellation) : rows;
    }

    /// <summary>Counts the records as they stood at the instant, into the shapes that answers are read from.</summary>
    private async Task<CountedCells> CountAsync(PortalDb db, MetricQuery query, DateTimeOffset asOf, ReferenceData reference, CancellationToken cancellation)
    {
        var known = await figures.GetAsync(cancellation);
        var counter = new CellCounter(calculator, known.Sources, new CellExpansion(reference.Units));
        // The zero-overdue streak speaks of appeals whatever is asked.
        foreach (var stream in new[] { query.Stream, RecordStream.Appeals }.Distinct())
        {
            await RecordScan.ReadAsync(db, stream, query.Period.To, record => counter.Add(record, asOf), cancellation);
            await foreach (var month in ReportedMonths.ReadAsync(db, known, unitId: null, stream, asOf, cancellation)) counter.Add(month);
        }
        return new CountedCells(counter.Expansion.Spread().AsPairs());
    }
}
