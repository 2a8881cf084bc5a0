using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Storage;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Reading;

/// <inheritdoc cref="IMetricsReader"/>
internal sealed class MetricsReader(
    IDbContextFactory<PortalDb> databases,
    IReferenceReader references,
    IFigureReferences figures,
    MetricsCalculator calculator,
    ReportingFigures reporting,
    OutcomeFigures outcomes,
    DistrictTime time
) : IMetricsReader
{
    public async Task<IReadOnlyList<MetricRow>> ReadAsync(UnitScope scope, MetricQuery query, CancellationToken cancellation = default) =>
        (await ReadManyAsync(scope, [query], cancellation))[0];

    public Task<IReadOnlyList<MetricRow>> ReadUnitMonthsAsync(
        UnitScope scope,
        MetricQuery query,
        CancellationToken cancellation = default
    ) => ReadAsync(scope, query with { By = MetricBy.Unit, Monthly = true }, cancellation);

    public async Task<long> VersionAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.MetricsStates.Select(s => s.Version).SingleAsync(cancellation);
    }

    public async Task<IReadOnlyList<IReadOnlyList<MetricRow>>> ReadManyAsync(
        UnitScope scope,
        IReadOnlyList<MetricQuery> queries,
        CancellationToken cancellation = default
    )
    {
        foreach (var query in queries)
            Check(query);
        var reference = await references.GetAsync(cancellation);
        var asked = queries
            .Select(query =>
                (
                    Query: query,
                    Answer: scope.Contains(reference.Units, query.UnitId, time.Today)
                        ? new MetricsAnswer(query, reference, time.Today)
                        : null
                )
            )
            .ToList();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var needs = CellNeeds.Of(asked.Where(a => a.Query.AsOf is null).Select(a => a.Answer?.Needs).OfType<CellNeeds>());
        var stored = await new CellLoader(db).LoadAsync(needs, cancellation);

        var answers = new List<IReadOnlyList<MetricRow>>(queries.Count);
        foreach (var (query, answer) in asked)
        {
            if (answer is null)
            {
                answers.Add([]);
                continue;
            }
            ICells cells = query.AsOf is { } asOf ? await CountAsync(db, query, asOf, reference, cancellation) : stored;
            var rows = answer.Rows(cells);
            if (query is { Reporting: true, Monthly: false })
                rows = await reporting.AddAsync(query, rows, reference, cancellation);
            if (query is { Outcomes: true, Monthly: false })
                rows = await outcomes.AddAsync(query, rows, reference, cancellation);
            answers.Add(rows);
        }
        return answers;
    }

    private static void Check(MetricQuery query)
    {
        if (query is { Channel: not null, By: MetricBy.Item or MetricBy.Department })
            throw new ArgumentException("Cells by item and by department are not stored by channel.", nameof(query));
        if (query is { Monthly: true, By: not MetricBy.Unit })
            throw new ArgumentException("Only a breakdown by unit can also be by month.", nameof(query));
    }

    /// <summary>Counts the records as of the instant into cells.</summary>
    private async Task<CountedCells> CountAsync(
        PortalDb db,
        MetricQuery query,
        DateTimeOffset asOf,
        ReferenceData reference,
        CancellationToken cancellation
    )
    {
        var known = await figures.GetAsync(cancellation);
        var counter = new CellCounter(calculator, known.Sources, new CellExpansion(reference.Units));
        // The zero-overdue days count appeals for every stream.
        foreach (var stream in new[] { query.Stream, RecordStream.Appeals }.Distinct())
        {
            await RecordScan.ReadAsync(db, stream, query.Period.To, record => counter.Add(record, asOf), cancellation);
            await foreach (var month in ReportedMonths.ReadAsync(db, known, unitId: null, stream, asOf, cancellation: cancellation))
                counter.Add(month);
        }
        return new CountedCells(counter.Expansion.Spread().AsPairs());
    }
}
