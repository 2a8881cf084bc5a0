using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Portal.Domain.Data;

namespace Portal.Domain.Records;

/// <summary>Inserts many new records fast, and tells which of them were there already.</summary>
internal static class RecordInserter
{
    private const int RowsPerStatement = 2_000;

    /// <summary>Inserts what is new; in order, returns the places of those whose (source, caseNo) is taken.</summary>
    /// <remarks>Runs in the context's open transaction. No two of the records may share their (source, caseNo).</remarks>
    public static async Task<IReadOnlyList<int>> InsertAsync(PortalDb db, IReadOnlyList<ServiceRecord> records, CancellationToken cancellation)
    {
        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        return connection is NpgsqlConnection npgsql
            ? await InsertAsync(npgsql, records, cancellation)
            : Insert(connection, transaction, records, cancellation);
    }

    private static List<int> Insert(DbConnection connection, DbTransaction transaction, IReadOnlyList<ServiceRecord> records, CancellationToken cancellation)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO \"Records\" ({RecordColumns.Names}) VALUES ({Parameters()}) ON CONFLICT DO NOTHING";
        var parameters = RecordColumns.All.Select(column => AddParameter(command, column.Name)).ToArray();
        command.Prepare();

        var taken = new List<int>();
        for (var row = 0; row < records.Count; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < parameters.Length; i++) parameters[i].Value = RecordColumns.All[i].Value(records[row]) ?? DBNull.Value;
            if (command.ExecuteNonQuery() == 0) taken.Add(row);
        }
        return taken;
    }

    // One array per column: a statement of constant text inserts any number of rows.
    private static async Task<List<int>> InsertAsync(NpgsqlConnection connection, IReadOnlyList<ServiceRecord> records, CancellationToken cancellation)
    {
        var arrays = string.Join(", ", RecordColumns.All.Select((column, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1}::{column.PostgresType}[]")));
        var taken = new List<int>();
        for (var start = 0; start < records.Count; start += RowsPerStatement)
        {
            var rows = records.Skip(start).Take(RowsPerStatement).ToList();
            await using var command = new NpgsqlCommand(
                $"""
                INSERT INTO "Records" ({RecordColumns.Names}) SELECT * FROM unnest({arrays})
                ON CONFLICT DO NOTHING RETURNING "SourceId", "CaseNo"
                """,
                connection);
            foreach (var column in RecordColumns.All) command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(r => column.Value(r) ?? DBNull.Value).ToArray().Typed(column.PostgresType) });

            var inserted = new HashSet<(int, string)>();
            await using (var reader = await command.ExecuteReaderAsync(cancellation))
            {
                while (await reader.ReadAsync(cancellation)) inserted.Add((reader.GetInt32(0), reader.GetString(1)));
            }
            taken.AddRange(Enumerable.Range(start, rows.Count).Where(row => !inserted.Contains((records[row].SourceId, records[row].CaseNo))));
        }
        return taken;
    }

    private static Array Typed(this object[] values, string postgresType) => postgresType switch
    {
        "smallint" => values.Select(v => v as short?).ToArray(),
        "integer" => values.Select(v => v as int?).ToArray(),
        "bigint" => values.Select(v => v as long?).ToArray(),
        "boolean" => values.Select(v => v as bool?).ToArray(),
        _ => values.Select(v => v as string).ToArray(),
    };

    private static string Parameters() => string.Join(", ", RecordColumns.All.Select(column => $"@{column.Name}"));

    private static DbParameter AddParameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = $"@{name}";
        command.Parameters.Add(parameter);
        return parameter;
    }
}
