using System.Diagnostics;
using Npgsql;
using Portal.Domain.Data;

namespace Portal.Benchmarks;

/// <summary>
/// Measures PostgreSQL alone with the same rows: one binary COPY, prepared beforehand, into a new table with the same partitions and
/// indexes.
/// </summary>
internal static class BareCopy
{
    private const int BufferLength = 256 * 1024;

    /// <summary>Reads the bench's rows in their order of arrival, and writes them to a database of their own.</summary>
    public static async Task<TimeSpan> RunAsync(Workbench bench)
    {
        var file = bench.PathOf("bare.copy");
        await using var bare = await Workbench.CreateAsync(DatabaseKind.Postgres);
        await using var source = await OpenAsync(bench);
        var columns = await ColumnsAsync(source);
        await ReadAsync(source, columns, file);
        await using var target = await OpenAsync(bare);

        var watch = Stopwatch.StartNew();
        await using (var content = File.OpenRead(file))
        await using (var copy = await target.BeginRawBinaryCopyAsync($"COPY \"Records\" ({columns}) FROM STDIN (FORMAT BINARY)"))
        {
            await content.CopyToAsync(copy, BufferLength);
        }
        watch.Stop();
        File.Delete(file);
        return watch.Elapsed;
    }

    private static async Task ReadAsync(NpgsqlConnection source, string columns, string file)
    {
        await using var content = File.Create(file);
        await using var copy = await source.BeginRawBinaryCopyAsync(
            $"COPY (SELECT {columns} FROM \"Records\" ORDER BY \"Id\") TO STDOUT (FORMAT BINARY)"
        );
        await copy.CopyToAsync(content, BufferLength);
    }

    private static async Task<string> ColumnsAsync(NpgsqlConnection source)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
            WHERE attrelid = '"Records"'::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'Id' AND attgenerated = ''
            """,
            source
        );
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<NpgsqlConnection> OpenAsync(Workbench bench)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(bench.ConnectionString) { CommandTimeout = 0 }.ConnectionString
        );
        await connection.OpenAsync();
        return connection;
    }
}
