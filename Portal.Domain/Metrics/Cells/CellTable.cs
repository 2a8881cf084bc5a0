using Portal.Domain.Data;
using Portal.Domain.Metrics.Formulas;

namespace Portal.Domain.Metrics.Cells;

/// <summary>Names, columns and SQL fragments of the table of cells, for bulk statements.</summary>
internal static class CellTable
{
    public const string Name = $"\"{MetricCellConfiguration.Table}\"";

    public static readonly IReadOnlyList<string> Keys =
    [
        nameof(MetricCell.Dimension),
        nameof(MetricCell.Stream),
        nameof(MetricCell.Basis),
        nameof(MetricCell.UnitId),
        nameof(MetricCell.Period),
        nameof(MetricCell.Key),
    ];

    /// <summary>Keys, then measures, quoted and separated by commas.</summary>
    public static readonly string Columns = List(Keys.Concat(MeasureColumns.Names));

    /// <summary>The clause that makes an insert add its measures to a cell that exists already.</summary>
    public static readonly string AddUp =
        $"ON CONFLICT ({List(Keys)}) DO UPDATE SET "
        + string.Join(", ", MeasureColumns.Names.Select(name => $"\"{name}\" = {Name}.\"{name}\" + excluded.\"{name}\""));

    /// <summary>Number of columns.</summary>
    public static readonly int Width = Keys.Count + MeasureColumns.Count;

    /// <summary>Reads all cells, in no particular order.</summary>
    public static void Read(PortalDb db, Action<UInt128, Measures> each, CancellationToken cancellation)
    {
        const int cellsBetweenLooks = 1_024;
        using var rows = NumberRows.Open(db, $"SELECT {Columns} FROM {Name}", Width);
        Span<long> row = stackalloc long[Width];
        for (var count = 0; rows.Read(row); count++)
        {
            if (count % cellsBetweenLooks == 0)
                cancellation.ThrowIfCancellationRequested();
            var key = new CellKey(
                (CellDimension)row[0],
                (Records.RecordStream)row[1],
                (CellBasis)row[2],
                (int)row[3],
                (int)row[4],
                (int)row[5]
            );
            each(key.Packed, MeasureColumns.Read(row[Keys.Count..]));
        }
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));
}
