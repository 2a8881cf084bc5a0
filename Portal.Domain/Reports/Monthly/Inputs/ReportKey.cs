using System.Globalization;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>Identifies a report: a unit by its code, and whole months.</summary>
/// <param name="From">The first day of the first month.</param>
/// <param name="To">The first day of the last month; not before <paramref name="From"/>.</param>
public sealed record ReportKey(string Unit, DateOnly From, DateOnly To)
{
    /// <summary>The most months of one report.</summary>
    public const int MostMonths = 12;

    public MetricPeriod Period => new(From, Days.MonthEnd(To));

    public ReportSpan Span =>
        (From.Month, To.Month, From.Year == To.Year) switch
        {
            _ when From == To => ReportSpan.Month,
            (1, 12, true) => ReportSpan.Year,
            (1 or 4 or 7 or 10, var last, true) when last == From.Month + 2 => ReportSpan.Quarter,
            (1, _, true) => ReportSpan.YearToMonth,
            _ => ReportSpan.Months,
        };

    /// <summary>
    /// Reads <c>2014-10</c> and, for the first month, null or <c>2014-01</c>; null when it is no period of 1 to 12 months.
    /// </summary>
    public static ReportKey? TryCreate(string unit, string? month, string? from)
    {
        if (!TryMonth(month, out var last))
            return null;
        var first = last;
        if (!string.IsNullOrEmpty(from) && !TryMonth(from, out first))
            return null;
        return first <= last && first.AddMonths(MostMonths) > last ? new(unit, first, last) : null;
    }

    /// <summary>
    /// The reports of a year: its twelve months, January to a later month unless that is a quarter, its quarters, and the year itself.
    /// </summary>
    public static IEnumerable<ReportKey> OfYear(string unit, int year)
    {
        for (var month = 1; month <= 12; month++)
            yield return Of(month, month);
        for (var month = 2; month < 12; month++)
            if (month != 3)
                yield return Of(1, month);
        for (var month = 3; month <= 12; month += 3)
            yield return Of(month - 2, month);
        yield return Of(1, 12);

        ReportKey Of(int first, int last) => new(unit, new(year, first, 1), new(year, last, 1));
    }

    /// <summary>The part of a file name: <c>350103_2014-01_2014-10</c>, or with one month alone.</summary>
    public string ToFileName() => From == To ? $"{Unit}_{Days.ToMonthText(To)}" : $"{Unit}_{Days.ToMonthText(From)}_{Days.ToMonthText(To)}";

    private static bool TryMonth(string? text, out DateOnly month) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out month)
        && month.Year is >= 1901 and <= 2998;
}

/// <summary>The kind of a report's period.</summary>
public enum ReportSpan
{
    Month,

    /// <summary>January to a month before December.</summary>
    YearToMonth,
    Quarter,
    Year,

    /// <summary>Any others.</summary>
    Months,
}
