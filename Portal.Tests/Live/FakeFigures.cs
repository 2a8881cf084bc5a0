using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Live;

/// <summary>Figures that a test sets, with a count of the reads.</summary>
internal sealed class FakeFigures : IMetricsReader, IRecordFeed, IReferenceReader, IReportedStates
{
    public long Version { get; set; } = 1;

    /// <summary>The whole cohort of every view; null when there is no record.</summary>
    public Measures? Measures { get; set; } =
        new Measures
        {
            Accepted = 10,
            Closed = 10,
            OnTheSpot = 8,
            Due = 10,
        };

    /// <summary>How often a view's total was read, for the present period.</summary>
    public int Reads { get; private set; }

    /// <summary>Held back until the test completes it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public Exception? Failure { get; set; }

    public ReferenceData Latest { get; } = SampleData.Reference();

    public static MetricPeriod Period { get; } = new(new(2014, 1, 1), new(2014, 10, 31));

    public async Task<IReadOnlyList<MetricRow>> ReadAsync(UnitScope scope, MetricQuery query, CancellationToken cancellation = default)
    {
        if (query is { By: MetricBy.None } && query.Period == Period)
            Reads++;
        await Gate;
        if (Failure is { } failure)
            throw failure;
        if (Measures is not { } measures || query.Period.From.Year != 2014)
            return [];
        var figures = new FigureSet
        {
            Cohort = measures,
            Accepted = measures.Counts,
            ClosedInPeriod = measures.Counts,
            Backlog = measures.Open,
        };
        return query.By switch
        {
            MetricBy.None => [new(query.UnitId, SampleData.District, "台江区", "", "", figures)],
            MetricBy.Month => [new(query.UnitId, SampleData.District, "台江区", "2014-10", "2014-10", figures)],
            MetricBy.Unit => [new(SampleData.StreetId, SampleData.Street, "瀛洲街道", SampleData.Street, "瀛洲街道", figures)],
            MetricBy.Day or MetricBy.Item or MetricBy.Channel or MetricBy.Department => [],
        };
    }

    public async Task<IReadOnlyList<IReadOnlyList<MetricRow>>> ReadManyAsync(
        UnitScope scope,
        IReadOnlyList<MetricQuery> queries,
        CancellationToken cancellation = default
    )
    {
        var answers = new List<IReadOnlyList<MetricRow>>();
        foreach (var query in queries)
            answers.Add(query.Monthly ? [] : await ReadAsync(scope, query, cancellation));
        return answers;
    }

    public Task<IReadOnlyList<MetricRow>> ReadUnitMonthsAsync(
        UnitScope scope,
        MetricQuery query,
        CancellationToken cancellation = default
    ) => Task.FromResult<IReadOnlyList<MetricRow>>([]);

    public Task<long> VersionAsync(CancellationToken cancellation = default) =>
        Failure is { } failure ? Task.FromException<long>(failure) : Task.FromResult(Version);

    public Task<IReadOnlyList<RecentRecord>> LatestAsync(
        UnitScope scope,
        RecordFeedQuery query,
        CancellationToken cancellation = default
    ) => Task.FromResult<IReadOnlyList<RecentRecord>>([]);

    Task<ReportedState?> IReportedStates.ReadAsync(
        UnitScope scope,
        int unitId,
        MetricPeriod period,
        RecordStream stream,
        CancellationToken cancellation
    ) => Task.FromResult<ReportedState?>(null);

    public Task<bool> MayHoldSheetsAsync(
        ReferenceData reference,
        int unitId,
        RecordStream stream,
        CancellationToken cancellation = default
    ) => Task.FromResult(false);

    public Task<ReferenceData> GetAsync(CancellationToken cancellation = default) => Task.FromResult(Latest);
}
