using System.Globalization;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Records.Storage;

namespace Portal.Domain.Data;

/// <summary>The PostgreSQL partitions of the two tables that grow without bound.</summary>
/// <param name="By">Method and column of the partitioning; the column is part of every unique key of the table.</param>
/// <param name="Parts">Name and values of each partition.</param>
internal sealed record PostgresPartitions(string By, IReadOnlyList<(string Name, string Values)> Parts)
{
    /// <summary>
    /// Number of partitions. A power of two, so that a single partition can later be split in two. Few, because every query without a case
    /// number reads all partitions.
    /// </summary>
    public const int PartsOfRecords = 4;

    /// <summary>Null for a table without partitions.</summary>
    public static PostgresPartitions? Of(string table) =>
        table switch
        {
            ServiceRecordConfiguration.Table => new(
                "HASH (\"CaseNo\")",
                [.. Enumerable.Range(0, PartsOfRecords).Select(part => Remainder(table, part))]
            ),
            MetricCellConfiguration.Table => new(
                "LIST (\"Dimension\")",
                [.. Enum.GetValues<CellDimension>().Select(dimension => One(table, dimension))]
            ),
            _ => null,
        };

    private static (string, string) Remainder(string table, int part) =>
        (
            string.Create(CultureInfo.InvariantCulture, $"{table}_{part}"),
            string.Create(CultureInfo.InvariantCulture, $"WITH (MODULUS {PartsOfRecords}, REMAINDER {part})")
        );

    private static (string, string) One(string table, CellDimension dimension) =>
        ($"{table}_{dimension}", string.Create(CultureInfo.InvariantCulture, $"IN ({(int)dimension})"));
}
