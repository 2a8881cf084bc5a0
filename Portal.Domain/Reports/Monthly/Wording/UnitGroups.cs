using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>Tells long lists of units by the unit directly below the report's own: nobody reads a thousand rows, and whoever wants them opens the report of that unit.</summary>
internal sealed class UnitGroups(ReportData data)
{
    /// <summary>A list of more rows is told in groups.</summary>
    public const int MostListed = 100;

    /// <summary>By the unit directly below, or the report's unit for what is its own; in order of code.</summary>
    public IEnumerable<IGrouping<int, T>> Of<T>(IEnumerable<T> rows, Func<T, int> unitOf) =>
        rows.GroupBy(row => Below(unitOf(row))).OrderBy(group => data.Units.Find(group.Key)!.Code, StringComparer.Ordinal);

    public string NameOf(int unitId) => data.Units.NameAt(unitId, data.Key.Period.To);

    public string KeyOf(int unitId) => data.Units.Find(unitId)!.Code;

    // A unit that has left by the end of the period stands for itself.
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
