using System.Globalization;
using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Reference;

/// <summary>Versions and days as the cells of the portal's own files, in the order of <see cref="ReferenceColumns"/>.</summary>
internal static class ReferenceTexts
{
    public static string[] Of(string code, UnitVersion version, Func<int, string?> unitCode) =>
        [
            code,
            version.Name,
            JsonNames.CamelCase(version.Kind.ToString()),
            Code(version.ParentId, unitCode),
            Day(version.ValidFrom),
            Day(version.ValidTo),
            Code(version.SuccessorId, unitCode),
        ];

    public static string[] Of(string code, ServiceItemVersion version, Func<int, string?> unitCode) =>
        [
            code,
            version.Name,
            JsonNames.CamelCase(version.Kind.ToString()),
            Code(version.UnitId, unitCode),
            Number(version.StatutoryLimit),
            Number(version.PromisedLimit),
            JsonNames.CamelCase(version.LimitUnit.ToString()),
            version.Instant ? "true" : "false",
            version.Process ?? "",
            Day(version.ValidFrom),
            Day(version.ValidTo),
        ];

    public static string[] Of(CalendarDay day) =>
        [Days.ToText(day.Date), JsonNames.CamelCase(day.Kind.ToString()), day.Holiday, day.HolidayEnglish];

    private static string Code(int? unitId, Func<int, string?> unitCode) => unitId is { } id ? unitCode(id) ?? "" : "";

    private static string Day(DateOnly? day) => day is { } known ? Days.ToText(known) : "";

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
