using System.Globalization;

namespace Portal.Domain.Shared;

/// <summary>
/// Converts days and months to their stored numbers <c>20141031</c> and <c>201410</c>, which are readable and sort by time.
/// </summary>
public static class Days
{
    /// <summary>The first year that a query, file or address may name.</summary>
    public const int FirstYear = 1900;

    /// <summary>The last year that a query, file or address may name.</summary>
    public const int LastYear = 2999;

    /// <summary>The day as <c>yyyymmdd</c>.</summary>
    public static int ToNumber(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    /// <summary>Reads <c>yyyymmdd</c>.</summary>
    public static DateOnly FromNumber(int number) => new(number / 10_000, number / 100 % 100, number % 100);

    /// <summary>The day's month as <c>yyyymm</c>.</summary>
    public static int ToMonthNumber(DateOnly day) => (day.Year * 100) + day.Month;

    /// <summary>The first day of the month <c>yyyymm</c>.</summary>
    public static DateOnly FromMonthNumber(int number) => new(number / 100, number % 100, 1);

    /// <summary>The first day of the day's month.</summary>
    public static DateOnly MonthStart(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>The last day of the day's month.</summary>
    public static DateOnly MonthEnd(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));

    /// <summary>The earlier of two days.</summary>
    public static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    /// <summary>The later of two days.</summary>
    public static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    /// <summary>The day as <c>yyyy-MM-dd</c>, for files and URLs.</summary>
    public static string ToText(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The day's month as <c>yyyy-MM</c>.</summary>
    public static string ToMonthText(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads <c>yyyy-MM-dd</c>; false for anything else, and for years outside <see cref="FirstYear"/> to <see cref="LastYear"/>: every day
    /// read has days, months and years before and after it.
    /// </summary>
    public static bool TryParse(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && IsAsked(day.Year);

    /// <summary>Reads the month <c>yyyy-MM</c> as its first day, within the same years.</summary>
    public static bool TryParseMonth(string? text, out DateOnly month) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out month) && IsAsked(month.Year);

    /// <summary>Whether queries may ask for the year.</summary>
    public static bool IsAsked(int year) => year is >= FirstYear and <= LastYear;
}
