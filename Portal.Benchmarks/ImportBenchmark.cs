using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Storage;

namespace Portal.Benchmarks;

/// <summary>
/// A file through the whole intake, against the database alone with the same rows in a table with the same indexes:
/// bare prepared inserts on SQLite, one bare binary COPY on PostgreSQL.
/// </summary>
internal static class ImportBenchmark
{
    private const int MostMebibytes = 200;

    public static async Task<IEnumerable<Measurement>> RunAsync(BenchmarkRun run)
    {
        var taken = new List<Measurement>();
        // All imports before any peer: memory that a peer leaves allocated would count for the next import.
        foreach (var kind in run.Databases)
            await run.LongAsync(kind);
        foreach (var kind in run.Databases)
        {
            var history = await run.LongAsync(kind);
            taken.Add(await SpeedAsync(history));
            taken.Add(Memory(history));
        }
        return taken;
    }

    private static async Task<Measurement> SpeedAsync(History history)
    {
        var (bench, cases) = (history.Bench, history.Cases);
        var (bare, peer, promised) =
            bench.Kind == DatabaseKind.Postgres
                ? (await BareCopy.RunAsync(bench), "bare COPY", 0.4)
                : (await InsertBareAsync(bench), "bare inserts", 0.5);
        var ratio = bare / history.Intake;
        return new(
            $"import of {cases:#,0} cases from CSV ({bench.Kind})",
            ResultTable.PerSecond(cases, history.Intake),
            $"{peer} {ResultTable.PerSecond(cases, bare)}",
            ratio,
            string.Create(CultureInfo.InvariantCulture, $"≥ {promised} ×"),
            ratio >= promised
        );
    }

    private static Measurement Memory(History history)
    {
        var mebibytes = history.GrowthBytes / 1_048_576.0;
        return new(
            $"memory that this import takes ({history.Bench.Kind})",
            string.Create(CultureInfo.InvariantCulture, $"{mebibytes:0} MiB"),
            $"limit {MostMebibytes} MiB",
            mebibytes / MostMebibytes,
            "≤ 1 ×",
            mebibytes <= MostMebibytes
        );
    }

    /// <summary>Imports a new file of that many cases; the measurement ends when every row is committed with its deltas.</summary>
    /// <returns>The duration, and the highest growth of the process's memory above its start.</returns>
    public static async Task<(TimeSpan Time, long GrowthBytes)> ImportAsync(Workbench bench, int cases, string name)
    {
        var file = bench.PathOf(name);
        await SampleCases.WriteAsync(file, cases);
        var before = ForgetPeak();
        var watch = Stopwatch.StartNew();
        var result = await ImportFileAsync(bench, file);
        watch.Stop();
        if (result.Created != cases)
            throw new InvalidOperationException($"{result.Created} of {cases} rows were created: {result.Errors.FirstOrDefault()}");
        return (watch.Elapsed, GrowthSince(before));
    }

    /// <summary>Imports a CSV file of cases.</summary>
    public static async Task<IntakeResult> ImportFileAsync(Workbench bench, string file)
    {
        await using var content = File.OpenRead(file);
        await using var rows = await bench.Get<RecordFileReader>().OpenAsync(content, new(RecordStream.Cases, FileFormat.Csv));
        return await bench.Get<IRecordIntake>().RunAsync(rows.ReadAsync(), new(RecordStream.Cases) { Scope = UnitScope.Everything });
    }

    /// <summary>
    /// The highest growth of the process's memory above <paramref name="before"/> since the peak was reset.
    /// </summary>
    internal static long GrowthSince(long before)
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 - before;
    }

    /// <summary>The process's memory now; resets Linux's peak, so that it counts from now instead of from the start.</summary>
    internal static long ForgetPeak()
    {
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    /// <summary>
    /// Copies the rows into a new file's table of the same columns and indexes, one prepared statement, with transactions as large as
    /// intake's;
    /// the time to read the rows does not count.
    /// </summary>
    private static async Task<TimeSpan> InsertBareAsync(Workbench bench)
    {
        await using var target = new SqliteConnection($"Data Source={bench.PathOf("bare.db")};Pooling=False");
        await target.OpenAsync();
        await ExecuteAsync(
            target,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; "
                + "PRAGMA wal_autocheckpoint = 8000; PRAGMA temp_store = MEMORY;"
        );
        await using var db = bench.Open();
        await db.Database.OpenConnectionAsync();
        var source = (SqliteConnection)db.Database.GetDbConnection();
        foreach (var statement in await SchemaAsync(source))
            await ExecuteAsync(target, statement);

        var watch = new Stopwatch();
        var batch = new List<object[]>(new IntakeOptions(RecordStream.Cases) { Scope = UnitScope.Everything }.BatchSize);
        await foreach (var row in RowsAsync(source))
        {
            batch.Add(row);
            if (batch.Count == batch.Capacity)
                Flush();
        }
        if (batch.Count > 0)
            Flush();
        return watch.Elapsed;

        void Flush()
        {
            watch.Start();
            InsertBatch(target, batch);
            watch.Stop();
            batch.Clear();
        }
    }

    private static void InsertBatch(SqliteConnection target, List<object[]> batch)
    {
        using var transaction = target.BeginTransaction();
        using var insert = target.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText =
            $"INSERT INTO \"Records\" (\"Id\", {RecordColumns.Names}) VALUES ({string.Join(", ", batch[0].Select((_, i) => $"@p{i}"))})";
        var parameters = batch[0].Select((value, i) => insert.Parameters.AddWithValue($"@p{i}", value)).ToArray();
        insert.Prepare();
        foreach (var row in batch)
        {
            for (var i = 0; i < row.Length; i++)
                parameters[i].Value = row[i];
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    private static async Task<List<string>> SchemaAsync(SqliteConnection source)
    {
        await using var command = source.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_master WHERE tbl_name = 'Records' AND sql IS NOT NULL ORDER BY type DESC";
        var schema = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            schema.Add(reader.GetString(0));
        return schema;
    }

    private static async IAsyncEnumerable<object[]> RowsAsync(SqliteConnection source)
    {
        await using var command = source.CreateCommand();
        command.CommandText = $"SELECT \"Id\", {RecordColumns.Names} FROM \"Records\" ORDER BY \"Id\"";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            yield return row;
        }
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
