using Portal.Domain.Calendar;
using Portal.Domain.Shared;

namespace Portal.Domain.Supervision.Clocks;

/// <summary>Counts working time: the hours of an office on the working days of the calendar, less the pauses.</summary>
/// <remarks>
/// For first replies, acknowledgements and the levels of cards. The limits of cases and appeals count days (<c>LimitRules</c>).
/// Only working time that overlaps a pause is saved by it. Pauses may overlap each other and come in any order.
/// </remarks>
public sealed class WorkingClock(WorkingCalendar calendar, DistrictTime time)
{
    // In days. Working time that is not used up within a century never is: the calendar of an office that does not work, or an error.
    private const int Horizon = 100 * 366;

    /// <summary>Whether the office works at the instant.</summary>
    public bool IsWorking(DateTimeOffset at, WorkingHours hours) => Next(at, hours) == at;

    /// <summary>The first instant from the given one on at which the office works: itself within working hours.</summary>
    public DateTimeOffset Next(DateTimeOffset at, WorkingHours hours)
    {
        foreach (var (from, to) in SpansFrom(at, hours))
        {
            if (to > at)
                return from > at ? from : at;
        }
        throw NeverEnds();
    }

    /// <summary>The working time from one instant to another; zero when the other is not later.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to, WorkingHours hours, IReadOnlyList<ClockPause>? pauses = null)
    {
        var total = TimeSpan.Zero;
        if (to <= from)
            return total;
        var running = new RunningTime(pauses ?? []);
        foreach (var (start, end) in SpansFrom(from, hours))
        {
            if (start >= to)
                break;
            foreach (var (first, last) in running.Within(Later(start, from), Earlier(end, to)))
                total += last - first;
        }
        return total;
    }

    /// <summary>The instant at which so much working time has passed.</summary>
    /// <param name="from">Where the count begins; outside working hours it begins with the next.</param>
    /// <param name="amount">The working time; for zero or less the result is <paramref name="from"/>.</param>
    /// <param name="hours">The hours of the office.</param>
    /// <param name="pauses">What stops the clock.</param>
    /// <returns>Null when a pause that lasts keeps the time from passing.</returns>
    public DateTimeOffset? After(DateTimeOffset from, TimeSpan amount, WorkingHours hours, IReadOnlyList<ClockPause>? pauses = null)
    {
        if (amount <= TimeSpan.Zero)
            return from;
        var left = amount;
        var running = new RunningTime(pauses ?? []);
        foreach (var (start, end) in SpansFrom(from, hours))
        {
            if (running.StandsStillFrom <= start)
                return null;
            foreach (var (first, last) in running.Within(Later(start, from), end))
            {
                if (last - first >= left)
                    return first + left;
                left -= last - first;
            }
        }
        throw NeverEnds();
    }

    /// <summary>The spans of working time that end after the instant, in order.</summary>
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> SpansFrom(DateTimeOffset at, WorkingHours hours)
    {
        var first = time.DayOf(at);
        for (var passed = 0; passed <= Horizon; passed++)
        {
            var day = first.AddDays(passed);
            if (!calendar.IsWorkday(day))
                continue;
            foreach (var span in hours.Spans)
            {
                var (from, to) = (InstantOf(day, span.From), InstantOf(day, span.To));
                if (to > at && to > from) // a change of the clocks may skip a span
                    yield return (from, to);
            }
        }
    }

    private DateTimeOffset InstantOf(DateOnly day, int minute) => time.FromLocal(day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static InvalidOperationException NeverEnds() => new("The working time is not used up within a century.");

    /// <summary>What of a span no pause covers.</summary>
    private sealed class RunningTime(IReadOnlyList<ClockPause> pauses)
    {
        private readonly (DateTimeOffset From, DateTimeOffset To)[] _pauses =
        [
            .. pauses.Select(p => (p.From, To: p.To ?? DateTimeOffset.MaxValue)).Where(p => p.To > p.From).OrderBy(p => p.From),
        ];

        /// <summary>The beginning of a pause that does not end; the end of time without one.</summary>
        public DateTimeOffset StandsStillFrom =>
            _pauses.Where(p => p.To == DateTimeOffset.MaxValue).Select(p => p.From).FirstOrDefault(DateTimeOffset.MaxValue);

        public IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Within(DateTimeOffset from, DateTimeOffset to)
        {
            foreach (var pause in _pauses)
            {
                if (pause.To <= from)
                    continue;
                if (pause.From >= to)
                    break;
                if (pause.From > from)
                    yield return (from, pause.From);
                from = pause.To;
                if (from >= to)
                    yield break;
            }
            if (from < to)
                yield return (from, to);
        }
    }
}
