using Portal.Domain.Figures.Forms;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Owed;

/// <summary>A sheet that a unit owes.</summary>
/// <param name="LastDay">The last day of the month on which the unit existed.</param>
internal readonly record struct OwedSheet(FormInUse Form, int UnitId, DateOnly Month, DateOnly LastDay);

/// <summary>
/// Lists owed sheets: a unit owes a form for every month of which it existed on any day, also when created or dissolved within it.
/// </summary>
internal static class OwedSheets
{
    /// <summary>
    /// Every sheet owed for the months, both inclusive, by the units that <paramref name="owes"/> accepts; by month, unit code, form code.
    /// </summary>
    /// <param name="units">The units examined, in any order; units known not to be accepted may be left out.</param>
    /// <param name="forms">The forms examined.</param>
    /// <param name="fromMonth">The first month.</param>
    /// <param name="toMonth">The last month.</param>
    /// <param name="owes">Takes a unit and the last day of a month on which it existed.</param>
    public static IEnumerable<OwedSheet> Of(
        IEnumerable<Unit> units,
        IReadOnlyList<FormInUse> forms,
        DateOnly fromMonth,
        DateOnly toMonth,
        Func<int, DateOnly, bool> owes
    )
    {
        var inOrder = InOrder([.. units]);
        for (var month = fromMonth; month <= toMonth; month = month.AddMonths(1))
        {
            var owed = forms.Where(f => f.Covers(month)).ToList();
            if (owed.Count == 0)
                continue;
            foreach (var unit in inOrder)
            {
                if (LastIn(unit, month) is not { } version)
                    continue;
                if (!owed.Exists(f => f.Kinds.Has(version.Kind)))
                    continue;
                var last = LastDay(version, month);
                if (!owes(unit.Id, last))
                    continue;
                foreach (var form in owed)
                {
                    if (form.Kinds.Has(version.Kind))
                        yield return new(form, unit.Id, month, last);
                }
            }
        }
    }

    // All units of a tree are in order already: checking costs a hundredth of sorting.
    private static List<Unit> InOrder(List<Unit> units)
    {
        for (var i = 1; i < units.Count; i++)
        {
            if (string.CompareOrdinal(units[i - 1].Code, units[i].Code) > 0)
                return [.. units.OrderBy(u => u.Code, StringComparer.Ordinal)];
        }
        return units;
    }

    private static UnitVersion? LastIn(Unit unit, DateOnly month)
    {
        var end = Days.MonthEnd(month);
        for (var i = unit.Versions.Count - 1; i >= 0; i--)
        {
            var version = unit.Versions[i];
            if ((version.ValidFrom is null || version.ValidFrom <= end) && (version.ValidTo is null || month <= version.ValidTo))
                return version;
        }
        return null;
    }

    private static DateOnly LastDay(UnitVersion version, DateOnly month)
    {
        var end = Days.MonthEnd(month);
        return version.ValidTo < end ? version.ValidTo.Value : end;
    }
}
