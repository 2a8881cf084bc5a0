using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Portal.Domain.Data;

namespace Portal.Domain.Metrics;

/// <summary>Adds measures to cells, making those that are not there yet. Runs in the context's open transaction.</summary>
internal static class CellWriter
{
    private const int CellsPerStatement = 5_000;

    private static readonly string[] s_keys =
        [nameof(MetricCell.Dimension), nameof(MetricCell.Stream), nameof(MetricCell.Basis), nameof(MetricCell.UnitId), nameof(MetricCell.Period), nameof(MetricCell.Key)];

    private static readonly string s_columns = string.Join(", ", s_keys.Concat(MeasureColumns.Names).Select(Quote));

    private static readonly string s_addUp =
        $"ON CONFLICT ({string.Join(", ", s_keys.Select(Quote))}) DO UPDATE SET "
        + string.Join(", ", MeasureColumns.Names.Select(name => $"{Quote(name)} = \"MetricCells\".{Quote(name)} + excluded.{Quote(name)}"));

    public static async Task AddAsync(PortalDb db, IReadOnlyDictionary<CellKey, Measures> cells, CancellationToken cancellation)
    {
        // In the order of the table's key: neighbours share pages, and writers never lock crosswise.
        var ordered = cells.Where(c => !c.Value.IsZero).OrderBy(c => c.Key, CellKey.TableOrder).ToList();
        var connection = db.Database.GetDbConnection();
        if (connection is NpgsqlConnection npgsql) await AddAsync(npgsql, ordered, cancellation);
        else Add(connection, db.Database.CurrentTransaction!.GetDbTransaction(), ordered, cancellation);
    }

    private static void Add(DbConnection connection, DbTransaction transaction, List<KeyValuePair<CellKey, Measures>> cells, CancellationToken cancellation)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var count = s_keys.Length + MeasureColumns.Count;
        command.CommandText = $"INSERT INTO \"MetricCells\" ({s_columns}) VALUES ({string.Join(", ", Enumerable.Range(0, count).Select(i => $"@p{i}"))}) {s_addUp}";
        var parameters = Enumerable.Range(0, count).Select(i => AddParameter(command, $"@p{i}")).ToArray();
        command.Prepare();

        Span<long> row = stackalloc long[count];
        foreach (var (key, measures) in cells)
        {
            cancellation.ThrowIfCancellationRequested();
            Lay(key, measures, row);
            for (var i = 0; i < count; i++) parameters[i].Value = row[i];
            command.ExecuteNonQuery();
        }
    }

    // One array per column: a statement of constant text adds any number of cells.
    private static async Task AddAsync(NpgsqlConnection connection, List<KeyValuePair<CellKey, Measures>> cells, CancellationToken cancellation)
    {
        var arrays = string.Join(", ", Enumerable.Range(1, s_keys.Length + MeasureColumns.Count).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"${i}::bigint[]")));
        for (var start = 0; start < cells.Count; start += CellsPerStatement)
        {
            var columns = Transpose(cells, start, Math.Min(CellsPerStatement, cells.Count - start));
            await using var command = new NpgsqlCommand($"INSERT INTO \"MetricCells\" ({s_columns}) SELECT * FROM unnest({arrays}) {s_addUp}", connection);
            foreach (var column in columns) command.Parameters.Add(new NpgsqlParameter { Value = column });
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static long[][] Transpose(List<KeyValuePair<CellKey, Measures>> cells, int start, int count)
    {
        var width = s_keys.Length + MeasureColumns.Count;
        var columns = Enumerable.Range(0, width).Select(_ => new long[count]).ToArray();
        Span<long> row = stackalloc long[width];
        for (var i = 0; i < count; i++)
        {
            Lay(cells[start + i].Key, cells[start + i].Value, row);
            for (var c = 0; c < width; c++) columns[c][i] = row[c];
        }
        return columns;
    }

    private static void Lay(CellKey key, in Measures measures, Span<long> row)
    {
        (row[0], row[1], row[2]) = ((long)key.Dimension, (long)key.Stream, (long)key.Basis);
        (row[3], row[4], row[5]) = (key.UnitId, key.Period, key.Key);
        MeasureColumns.Write(measures, row[s_keys.Length..]);
    }

    private static DbParameter AddParameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static string Quote(string name) => $"\"{name}\"";
}
