using Portal.Domain.Shared;

namespace Portal.Domain.Metrics.Formulas;

/// <summary>The span of days that a metric covers, both ends inclusive.</summary>
public readonly record struct MetricPeriod
{
    private const int MostYears = 100;

    public DateOnly From { get; }

    public DateOnly To { get; }

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public MetricPeriod(DateOnly from, DateOnly to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        (From, To) = (from, to);
    }

    /// <summary>Number of days, at least 1.</summary>
    public int Length => To.DayNumber - From.DayNumber + 1;

    /// <summary>It begins with the first and ends with the last day of a month.</summary>
    public bool IsWholeMonths => From.Day == 1 && To == Days.MonthEnd(To);

    /// <summary>The period of the same shape just before: as many whole months, else as many days.</summary>
    public MetricPeriod Previous
    {
        get
        {
            if (!IsWholeMonths)
                return new(From.AddDays(-Length), From.AddDays(-1));
            var months = ((To.Year - From.Year) * 12) + To.Month - From.Month + 1;
            return new(From.AddMonths(-months), From.AddDays(-1));
        }
    }

    /// <summary>The same days of the year before; whole months stay whole, and 29 February becomes the 28th.</summary>
    public MetricPeriod YearBefore =>
        new(From.AddYears(-1), IsWholeMonths ? Days.MonthEnd(Days.MonthStart(To).AddYears(-1)) : To.AddYears(-1));

    /// <summary>The months it touches, in order, as their first days.</summary>
    public IEnumerable<DateOnly> Months
    {
        get
        {
            for (var month = Days.MonthStart(From); month <= To; month = month.AddMonths(1))
                yield return month;
        }
    }

    /// <summary>Reads two bounds, each <c>2014-01</c> or <c>2014-01-31</c>; a month as the upper bound means its last day.</summary>
    /// <returns>
    /// False for anything else, for years outside 1900–2999 (every period must have one before and after it), and for more than a hundred
    /// years (an answer by day has a row for each day).
    /// </returns>
    public static bool TryParse(string? from, string? to, out MetricPeriod period)
    {
        period = default;
        if (!TryParseBound(from, last: false, out var first) || !TryParseBound(to, last: true, out var last) || last < first)
            return false;
        if (last.Year - first.Year > MostYears)
            return false;
        period = new(first, last);
        return true;
    }

    /// <summary>The bounds as text for a URL: months where the period is whole months, else days.</summary>
    public (string From, string To) ToText() =>
        IsWholeMonths ? (Days.ToMonthText(From), Days.ToMonthText(To)) : (Days.ToText(From), Days.ToText(To));

    /// <summary>
    /// The text of a URL. Overridden because the generated <c>ToString</c> would print <see cref="Previous"/> recursively without end.
    /// </summary>
    public override string ToString()
    {
        var (from, to) = ToText();
        return $"{from}..{to}";
    }

    private static bool TryParseBound(string? text, bool last, out DateOnly day)
    {
        if (Days.TryParse(text, out day))
            return true;
        if (!Days.TryParseMonth(text, out day))
            return false;
        if (last)
            day = Days.MonthEnd(day);
        return true;
    }
}
