using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Portal.Domain.Data;
using Portal.Domain.Moving;

namespace Portal.Benchmarks;

/// <summary>
/// Moving a long history from SQLite into PostgreSQL, read back and verified, against the minute that it may take for a million cases.
/// </summary>
internal static class MoveBenchmark
{
    private static readonly TimeSpan s_perMillion = TimeSpan.FromMinutes(1);

    public static async Task<Measurement> RunAsync(BenchmarkRun run)
    {
        var source = (await run.LongAsync(DatabaseKind.Sqlite)).Bench;
        var server = await BenchmarkServer.GetAsync();
        var target = server.NewDatabase();
        try
        {
            SqliteConnection.ClearAllPools();
            var stages = new Stages();
            var watch = Stopwatch.StartNew();
            var result = await source.Get<DatabaseMove>().RunAsync(target, stages);
            watch.Stop();
            Console.Error.WriteLine($"move: {stages}");
            var rows = result.Tables.Sum(t => t.Digest.Rows);
            if (result.Differences != 0)
                throw new InvalidOperationException($"{result.Differences} cells differ from the records.");
            var limit = s_perMillion * (run.Cases / 1e6);
            return new(
                $"move of {run.Cases:#,0} cases from SQLite to PostgreSQL, verified on both",
                ResultTable.PerSecond(rows, watch.Elapsed),
                string.Create(CultureInfo.InvariantCulture, $"a minute a million cases ({limit.TotalSeconds:0.0} s)"),
                watch.Elapsed / limit,
                "≤ 1 × its time",
                watch.Elapsed <= limit
            );
        }
        finally
        {
            server.Drop(target);
        }
    }

    /// <summary>The duration of each stage, by the reports of its progress.</summary>
    private sealed class Stages : IProgress<MoveProgress>
    {
        private readonly Dictionary<string, TimeSpan> _spent = [];
        private long _since = Stopwatch.GetTimestamp();
        private string _now = "opening";

        public void Report(MoveProgress value)
        {
            _spent[_now] = _spent.GetValueOrDefault(_now) + Stopwatch.GetElapsedTime(_since);
            (_since, _now) = (Stopwatch.GetTimestamp(), $"{value.Stage} {value.Table}".TrimEnd());
        }

        public override string ToString()
        {
            Report(new(MoveStage.Figures));
            return string.Join(
                ", ",
                _spent
                    .Where(s => s.Value.TotalSeconds >= 0.1)
                    .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value.TotalSeconds:0.0} s"))
            );
        }
    }
}
