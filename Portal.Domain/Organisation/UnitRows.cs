using Microsoft.EntityFrameworkCore;

namespace Portal.Domain.Organisation;

/// <summary>Filters stored rows by the units of a scope.</summary>
internal static class UnitRows
{
    /// <summary>The rows of the scope's units today; null for a scope without units, for which nothing needs to be asked.</summary>
    public static IQueryable<T>? Within<T>(this IQueryable<T> rows, UnitScope scope, UnitTree units, DateOnly today)
        where T : class, IOfUnit
    {
        if (scope.IsNothing)
            return null;
        if (scope.CoversAll(units, today))
            return rows;
        var ids = scope.UnitsAt(units, today).Select(u => u.Id).ToArray();
        return rows.Where(row => EF.Parameter(ids).Contains(row.UnitId));
    }
}
