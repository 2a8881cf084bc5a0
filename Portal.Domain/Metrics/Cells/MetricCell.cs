using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Cells;

/// <summary>Additive measures of one unit and all units below it, in one period, for one key of one breakdown.</summary>
/// <remarks>
/// A cell that would be all zero may be absent. Cells of one day by item or by department count the unit's own records alone;
/// all others include the units below.
/// </remarks>
public sealed class MetricCell
{
    public CellDimension Dimension { get; set; }

    public RecordStream Stream { get; set; }

    public CellBasis Basis { get; set; }

    public int UnitId { get; set; }

    /// <summary>A day as <c>yyyymmdd</c> or a month as <c>yyyymm</c>; items also have quarters as <c>yyyyq</c>.</summary>
    public int Period { get; set; }

    /// <summary>The item's, channel's or department's number; 0 for totals and for records that have none.</summary>
    public int Key { get; set; }

    public Measures Measures { get; set; }
}

/// <summary>The breakdown that a cell belongs to.</summary>
public enum CellDimension : byte
{
    Total = 1,
    Item = 2,
    Channel = 3,
    Department = 4,
}
