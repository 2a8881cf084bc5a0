using System.Globalization;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Records.Storage;

namespace Portal.Domain.Data;

/// <summary>Into which parts PostgreSQL cuts the two tables that grow without end.</summary>
/// <param name="By">The method and the column, which is part of every unique key of the table.</param>
/// <param name="Parts">Each part's name and the values it holds.</param>
internal sealed record PostgresPartitions(string By, IReadOnlyList<(string Name, string Values)> Parts)
{
    /// <summary>A power of two: any one part can later be cut in two by itself. Every question that names no case number asks all parts, so they are few.</summary>
    public const int PartsOfRecords = 4;

    /// <summary>Null for a table that is in one piece.</summary>
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
