using Portal.Domain.Data;

namespace Portal.Benchmarks;

/// <summary>The databases that the suites of one run share: on each kind a long and a short history, imported once.</summary>
internal sealed class BenchmarkRun(int cases, IEnumerable<string> databases, int units = Workbench.Units) : IAsyncDisposable
{
    /// <summary>How many cases the short history has.</summary>
    public const int FewCases = 10_000;

    private readonly Dictionary<(DatabaseKind Kind, int Cases), History> _histories = [];
    private TimeSpan? _refresh;

    /// <summary>How many units the organisation has.</summary>
    public int Units { get; } = units;

    /// <summary>How many cases the long history has.</summary>
    public int Cases { get; } = cases;

    public IReadOnlyList<DatabaseKind> Databases { get; } =
    [.. databases.Distinct().Select(d => Enum.Parse<DatabaseKind>(d, ignoreCase: true))];

    /// <summary>How many pages are open at once.</summary>
    public int Viewers { get; init; } = 1_000;

    /// <summary>How long pages are opened and closed again, in minutes; three rounds at least.</summary>
    public double Minutes { get; init; }

    /// <summary>The folder that pictures of curves are written to; null for none.</summary>
    public string? Pictures { get; init; }

    /// <summary>The folder of a published portal, whose start is measured; null for the one that was built with the benchmarks.</summary>
    public string? Published { get; init; }

    /// <summary>The folder that profiles are written to; null for none.</summary>
    public string? Profiles { get; init; }

    public List<Measurement> Results { get; } = [];

    /// <summary>A database of that kind with <see cref="Cases"/> cases, imported and folded.</summary>
    public Task<History> LongAsync(DatabaseKind kind) => HistoryAsync(kind, Cases);

    /// <summary>A database of that kind with <see cref="FewCases"/> cases, imported and folded.</summary>
    public Task<History> ShortAsync(DatabaseKind kind) => HistoryAsync(kind, FewCases);

    /// <summary>
    /// The time in which PostgreSQL refreshes a view of the cells of the long history; measured once, since both databases have the same
    /// records.
    /// </summary>
    public async Task<TimeSpan> RefreshAsync() => _refresh ??= await CellsView.RefreshAsync((await LongAsync(DatabaseKind.Postgres)).Bench);

    /// <summary>A database of that kind with so many cases, imported and folded once in this run.</summary>
    public async Task<History> HistoryAsync(DatabaseKind kind, int cases)
    {
        if (_histories.TryGetValue((kind, cases), out var known))
            return known;
        var bench = await Workbench.CreateAsync(kind, Units);
        var (time, growth) = await ImportBenchmark.ImportAsync(bench, cases, $"{cases}.csv");
        return _histories[(kind, cases)] = new(bench, cases, time, await FoldBenchmark.FoldAllAsync(bench), growth);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var history in _histories.Values)
            await history.Bench.DisposeAsync();
        await BenchmarkServer.StopAsync();
    }
}

/// <summary>A database with cases that were imported through the whole intake.</summary>
/// <param name="Intake">The duration of the intake, without the fold.</param>
/// <param name="Fold">The duration of the fold of all its deltas.</param>
/// <param name="GrowthBytes">The growth of the process's memory meanwhile, at the highest.</param>
internal sealed record History(Workbench Bench, int Cases, TimeSpan Intake, TimeSpan Fold, long GrowthBytes);
