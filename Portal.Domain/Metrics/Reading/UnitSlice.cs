using Portal.Domain.Metrics.Formulas;

namespace Portal.Domain.Metrics.Reading;

/// <summary>A term of the sum that answers for a unit: the cells of one unit over a period, added or subtracted.</summary>
/// <param name="Target">The unit the answer is for.</param>
/// <param name="UnitId">The unit whose cells are read.</param>
/// <param name="Sign">1 or −1.</param>
internal readonly record struct UnitSlice(int Target, int UnitId, MetricPeriod Period, int Sign);
