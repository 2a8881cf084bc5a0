using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Data;

namespace Portal.Domain.Metrics.Reading;

/// <summary>Runs cell statements on PostgreSQL: all in one round trip, each planned once per connection.</summary>
internal static class PostgresCells
{
    private const int MostColumns = 32;
    private const string EachSpan = "@each";

    private static readonly string s_bases = $"(VALUES {string.Join(", ", CellStatement.Bases.Select(b => $"({(int)b}::smallint)"))})";

    /// <summary>SQL by template. Unbounded, because there is one template per shape of cells, and there are few shapes.</summary>
    private static readonly ConcurrentDictionary<string, string> s_texts = new(StringComparer.Ordinal);

    /// <summary>
    /// Valid until the transaction ends. For any parameters the best plan of a statement is a range scan of the primary key, and planning
    /// it anew takes as long as running it.
    /// </summary>
    private const string PlanOnce = "SET LOCAL plan_cache_mode = force_generic_plan";

    /// <param name="inOwnTransaction">The connection's transaction contains no other statement.</param>
    public static async Task ReadAsync(
        PortalDb db,
        IReadOnlyList<CellStatement> statements,
        bool inOwnTransaction,
        CancellationToken cancellation
    )
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var batch = new NpgsqlBatch(connection);
        if (inOwnTransaction)
            batch.BatchCommands.Add(new(PlanOnce));
        foreach (var statement in statements)
            batch.BatchCommands.Add(Command(statement));
        if (PostgresConnections.MayPrepare(connection))
            await batch.PrepareAsync(cancellation);
        await using var rows = await batch.ExecuteReaderAsync(cancellation); // skips the SET, which returns no rows
        foreach (var statement in statements)
        {
            while (await rows.ReadAsync(cancellation))
                Take(rows, statement);
            await rows.NextResultAsync(cancellation);
        }
    }

    private static NpgsqlBatchCommand Command(CellStatement statement)
    {
        var command = new NpgsqlBatchCommand(s_texts.GetOrAdd(statement.Text, Text));
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = statement.UnitIds });
        if (statement.Spans.All is [var (first, last)])
        {
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = first });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = last });
        }
        else
        {
            command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. statement.Spans.All.Select(s => s.First)] });
            command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. statement.Spans.All.Select(s => s.Last)] });
        }
        return command;
    }

    // One lateral subquery per unit, basis and span, so that each is one range scan of the primary key. Otherwise the planner may read all
    // units of a shape in order, to group without sorting, or all periods of a unit; OFFSET 0 prevents the latter.
    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The text is the portal's own.")]
    private static string Text(string shape)
    {
        var several = shape.Contains(EachSpan, StringComparison.Ordinal);
        var each = shape
            .Replace("@b", "b.id", StringComparison.Ordinal)
            .Replace("@u", "u.id", StringComparison.Ordinal)
            .Replace("@sum", PostgresSums.Aggregate, StringComparison.Ordinal)
            .Replace("@f", several ? "p.f" : "$2", StringComparison.Ordinal)
            .Replace("@l", several ? "p.l" : "$3", StringComparison.Ordinal)
            .Replace(EachSpan, "unnest($2, $3) AS p(f, l) CROSS JOIN LATERAL (SELECT * FROM", StringComparison.Ordinal)
            .Replace("@end", "OFFSET 0) AS c", StringComparison.Ordinal);
        var bases = each.Contains("b.id", StringComparison.Ordinal) ? $"{s_bases} AS b(id) CROSS JOIN " : "";
        return $"SELECT s.* FROM {bases}unnest($1) AS u(id) CROSS JOIN LATERAL ({each}) AS s";
    }

    private static void Take(NpgsqlDataReader rows, CellStatement statement)
    {
        Span<long> row = stackalloc long[MostColumns];
        row = row[..statement.Columns];
        for (var i = 0; i < row.Length; i++)
            row[i] = rows.GetInt64(i);
        statement.Take(row);
    }
}
