namespace Portal.Domain.Calendar;

/// <summary>The workdays: Monday to Friday, less the State Council's rest days, plus its make-up workdays.</summary>
/// <remarks>
/// Immutable and safe to share. A year counts as covered when the notice lists both its New Year's Day and its National Day:
/// one year's notice may name single days of its neighbours, which does not make those years known.
/// </remarks>
public sealed class WorkingCalendar
{
    private readonly Dictionary<DateOnly, DayKind> _listed;
    private readonly HashSet<int> _years;

    public WorkingCalendar(IEnumerable<CalendarDay> days)
    {
        _listed = days.ToDictionary(d => d.Date, d => d.Kind);
        _years = [.. _listed.Keys.Select(d => d.Year).Distinct().Where(year => IsRestListed(year, 1) && IsRestListed(year, 10))];
    }

    /// <summary>Whether the State Council's notice of that year is known; without it only weekends are taken as free.</summary>
    public bool Covers(int year) => _years.Contains(year);

    /// <summary>The years known, in order.</summary>
    public IEnumerable<int> Years => _years.Order();

    public bool IsWorkday(DateOnly day) =>
        _listed.TryGetValue(day, out var kind) ? kind == DayKind.Work : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Whether the State Council's notice lists the day, as free or as worked.</summary>
    public bool IsListed(DateOnly day) => _listed.ContainsKey(day);

    private bool IsRestListed(int year, int month) =>
        _listed.TryGetValue(new DateOnly(year, month, 1), out var kind) && kind == DayKind.Rest;
}
