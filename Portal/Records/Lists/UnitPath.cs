using Portal.Domain.Organisation;

namespace Portal.Records.Lists;

/// <summary>The units above one, for the bread-crumb of a page.</summary>
public static class UnitPath
{
    /// <summary>Code and name of the unit and of those above it on a day, the highest first, as far as the reader may open them.</summary>
    /// <param name="units">All units.</param>
    /// <param name="unitId">The lowest unit.</param>
    /// <param name="day">The day of the names and of what is above what.</param>
    /// <param name="scope">What the reader may open.</param>
    /// <param name="today">The day of the reader's scope.</param>
    public static IReadOnlyList<(string Code, string Name)> To(UnitTree units, int unitId, DateOnly day, UnitScope scope, DateOnly today) =>
        [
            .. units
                .SelfAndAbove(unitId, day)
                .Where(id => scope.Contains(units, id, today))
                .Reverse()
                .Select(id => (units.Find(id)!.Code, units.NameAt(id, day))),
        ];

    /// <summary>The path to the unit of a list's address; empty without one.</summary>
    public static IReadOnlyList<(string Code, string Name)> To(RecordsView view, DateOnly? day, UnitScope scope, DateOnly today) =>
        view.Filter.UnitId is { } unit ? To(view.Reference.Units, unit, day ?? today, scope, today) : [];
}
