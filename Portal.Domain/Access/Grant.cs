using System.Globalization;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Access;

/// <summary>A role for a unit and all below it, during some days.</summary>
/// <param name="Role">The bundle of permissions that it gives.</param>
/// <param name="UnitId">Null means everything, and only for administrators; any other role without a unit gives nothing.</param>
/// <param name="From">The first day, a local day of the district.</param>
/// <param name="Until">The last day, inclusive; null until further notice.</param>
/// <param name="DelegatedBy">The number of the delegating user; null when an administrator gave the grant.</param>
public sealed record Grant(Role Role, int? UnitId, DateOnly From, DateOnly? Until = null, int? DelegatedBy = null)
{
    /// <summary>The units for which it gives the permissions of the role.</summary>
    public UnitScope Units =>
        UnitId is { } unit ? UnitScope.Below(unit)
        : Role == Role.Administrator ? UnitScope.Everything
        : UnitScope.Nothing;

    public bool IsInForce(DateOnly day) => From <= day && !HasEnded(day);

    public bool HasEnded(DateOnly day) => Until < day;

    /// <summary>The short text that cookies hold.</summary>
    public string ToText() =>
        string.Join(';', Role, Number(UnitId), Days.ToText(From), Until is { } last ? Days.ToText(last) : "", Number(DelegatedBy));

    /// <summary>Reads what <see cref="ToText"/> wrote; null for anything else.</summary>
    public static Grant? Parse(string text)
    {
        if (text.Split(';') is not [var role, var unit, var from, var until, var by])
            return null;
        if (!Enum.TryParse<Role>(role, out var known) || !Enum.IsDefined(known) || Day(from) is not { } first)
            return null;
        if (!IsNumber(unit) || !IsNumber(by) || (until.Length > 0 && Day(until) is null))
            return null;
        return new(known, Read(unit), first, until.Length > 0 ? Day(until) : null, Read(by));
    }

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static bool IsNumber(string text) =>
        text.Length == 0 || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static int? Read(string text) => text.Length == 0 ? null : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
