using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>
/// Groups long lists of units by the unit directly below the report's own: the report of that unit has the single rows.
/// </summary>
internal sealed class UnitGroups(ReportData data)
{
    /// <summary>A list with more rows is grouped.</summary>
    public const int MostListed = 100;

    /// <summary>By the unit directly below, or the report's unit for its own rows; in order of code.</summary>
    public IEnumerable<IGrouping<int, T>> Of<T>(IEnumerable<T> rows, Func<T, int> unitOf) =>
        rows.GroupBy(row => Below(unitOf(row))).OrderBy(group => data.Units.Find(group.Key)!.Code, StringComparer.Ordinal);

    public string NameOf(int unitId) => data.Units.NameAt(unitId, data.Key.Period.To);

    public string KeyOf(int unitId) => data.Units.Find(unitId)!.Code;

    // A unit that no longer exists at the end of the period is a group of its own.
    private int Below(int unitId)
    {
        var below = unitId;
        foreach (var above in data.Units.SelfAndAbove(unitId, data.Key.Period.To))
        {
            if (above == data.UnitId)
                return below;
            below = above;
        }
        return unitId;
    }
}
