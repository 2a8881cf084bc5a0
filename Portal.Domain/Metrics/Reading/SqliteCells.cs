using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;

namespace Portal.Domain.Metrics.Reading;

/// <summary>Runs statements for cells on SQLite, with the numbers taken straight from the library: a page has a hundred thousand.</summary>
internal static class SqliteCells
{
    /// <summary>So many units to a statement keep its text short of the limit.</summary>
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

    // Only numbers of the portal's own go into the text, nothing that anybody sent.
    private static string Text(CellStatement statement, int[] units, int first, int last) =>
        statement
            .Text.Replace("= @b", s_bases, StringComparison.Ordinal)
            .Replace("= @u", units.Length == 1 ? $"= {Number(units[0])}" : $"IN ({string.Join(',', units)})", StringComparison.Ordinal)
            .Replace("@sum", "SUM", StringComparison.Ordinal)
            .Replace("@each", "", StringComparison.Ordinal)
            .Replace("@end", "", StringComparison.Ordinal)
            .Replace("@f", Number(first), StringComparison.Ordinal)
            .Replace("@l", Number(last), StringComparison.Ordinal);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
