using Portal.Domain.Catalogue;
using Portal.Domain.Demonstration;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Tests.Support;

namespace Portal.Tests.Demonstration;

/// <summary>
/// The demonstration in a database, filled once for all tests that read it: stopped in the middle and begun again, as after a kill.
/// </summary>
public sealed class FilledDatabase : IAsyncLifetime
{
    private const int StopAfter = 50_000;

    private TestDatabase _database = null!;

    public TestDatabase Database => _database;

    /// <summary>The state in the database when the first filling had been stopped.</summary>
    public DemonstrationState AfterStop { get; private set; }

    public ReferenceData Reference { get; private set; } = null!;

    public TaijiangDemonstration Demonstration => _database.Get<TaijiangDemonstration>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(TestStore.Usual);
        _database.Clock.SetUtcNow(new(2015, 1, 5, 1, 0, 0, TimeSpan.Zero));
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Demonstration.FillAsync(new StopWhenUnderWay(stop), stop.Token));
        AfterStop = await Demonstration.StateAsync();
        await Demonstration.FillAsync();
        Reference = await _database.Get<IReferenceReader>().GetAsync();
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    /// <summary>The figures of a unit over some months or days, which have no breakdown.</summary>
    public async Task<FigureSet> FiguresAsync(string unit, MetricQuery query)
    {
        var rows = await _database
            .Get<IMetricsReader>()
            .ReadAsync(UnitScope.Everything, query with { UnitId = Reference.Units.Find(unit)!.Id });
        return Assert.Single(rows).Figures;
    }

    private sealed class StopWhenUnderWay(CancellationTokenSource stop) : IProgress<DemonstrationProgress>
    {
        public void Report(DemonstrationProgress value)
        {
            if (value.Done >= StopAfter)
                stop.Cancel();
        }
    }
}

[CollectionDefinition(Name)]
[Needs(Resource.Database)]
public sealed class FilledDatabaseUsers : ICollectionFixture<FilledDatabase>
{
    public const string Name = "the filled database";
}
