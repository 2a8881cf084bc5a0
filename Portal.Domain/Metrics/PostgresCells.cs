using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Data;

namespace Portal.Domain.Metrics;

/// <summary>Runs statements for cells on PostgreSQL: all in one round trip, each planned once for a connection.</summary>
internal static class PostgresCells
{
    private const int MostColumns = 32;

    private static readonly string s_bases =
        $"(VALUES {string.Join(", ", CellStatement.Bases.Select(b => string.Create(CultureInfo.InvariantCulture, $"({(int)b}::smallint)")))})";

    public static async Task ReadAsync(PortalDb db, IReadOnlyList<CellStatement> statements, CancellationToken cancellation)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements) batch.BatchCommands.Add(Command(statement));
        if (PostgresConnections.MayPrepare(connection)) await batch.PrepareAsync(cancellation);
        await using var rows = await batch.ExecuteReaderAsync(cancellation);
        foreach (var statement in statements)
        {
            while (await rows.ReadAsync(cancellation)) Take(rows, statement);
            await rows.NextResultAsync(cancellation);
        }
    }

    private static NpgsqlBatchCommand Command(CellStatement statement)
    {
        var command = new NpgsqlBatchCommand(Text(statement));
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = statement.UnitIds });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = statement.First });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = statement.Last });
        return command;
    }

    // Unit by unit and basis by basis, so that each is one stretch of the table's key. Left to itself the planner may read all units
    // of a shape in order, to group them without sorting.
    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The text is the portal's own.")]
    private static string Text(CellStatement statement)
    {
        var each = statement.Text
            .Replace("@b", "b.id", StringComparison.Ordinal)
            .Replace("@u", "u.id", StringComparison.Ordinal)
            .Replace("@f", "$2", StringComparison.Ordinal)
            .Replace("@l", "$3", StringComparison.Ordinal);
        var bases = each.Contains("b.id", StringComparison.Ordinal) ? $"{s_bases} AS b(id) CROSS JOIN " : "";
        return $"SELECT s.* FROM {bases}unnest($1) AS u(id) CROSS JOIN LATERAL ({each}) AS s";
    }

    private static void Take(NpgsqlDataReader rows, CellStatement statement)
    {
        Span<long> row = stackalloc long[MostColumns];
        row = row[..statement.Columns];
        for (var i = 0; i < row.Length; i++) row[i] = rows.GetInt64(i);
        statement.Take(row);
    }
}
