using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;

namespace Portal.Domain.Metrics.Reading;

/// <summary>Runs cell statements on SQLite through the native library, because a page reads up to a hundred thousand numbers.</summary>
internal static class SqliteCells
{
    /// <summary>Keeps the text of a statement below SQLite's limit.</summary>
    private const int UnitsPerStatement = 5_000;

    private const int MostColumns = 32;

    private static readonly string s_bases = $"IN ({string.Join(", ", CellStatement.Bases.Select(b => Number((int)b)))})";

    public static void Read(PortalDb db, IEnumerable<CellStatement> statements, CancellationToken cancellation)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        foreach (var statement in statements)
        {
            foreach (var units in statement.UnitIds.Chunk(UnitsPerStatement))
            {
                foreach (var (first, last) in statement.Spans.All)
                {
                    cancellation.ThrowIfCancellationRequested();
                    using var rows = new SqliteStatement(connection, Text(statement, units, first, last));
                    Read(rows, statement);
                }
            }
        }
    }

    private static void Read(SqliteStatement rows, CellStatement statement)
    {
        Span<long> row = stackalloc long[MostColumns];
        row = row[..statement.Columns];
        while (rows.Step())
        {
            for (var i = 0; i < row.Length; i++)
                row[i] = rows.Number(i);
            statement.Take(row);
        }
    }

    // The text contains only numbers that the portal computed, no user input.
    private static string Text(CellStatement statement, int[] units, int first, int last) =>
        new StringBuilder(statement.Text)
            .Replace("= @b", s_bases)
            .Replace("= @u", units.Length == 1 ? $"= {Number(units[0])}" : $"IN ({string.Join(',', units)})")
            .Replace("@sum", "SUM")
            .Replace("@each", "")
            .Replace("@end", "")
            .Replace("@f", Number(first))
            .Replace("@l", Number(last))
            .ToString();

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
