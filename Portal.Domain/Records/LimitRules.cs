using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Shared;

namespace Portal.Domain.Records;

/// <summary>The due time of a record.</summary>
/// <param name="At">The last instant at which closing is in time.</param>
/// <param name="IsProvisional">The limit includes days of a year whose calendar is not known.</param>
public readonly record struct DueTime(DateTimeOffset At, bool IsProvisional);

/// <summary>The legal rules of time limits: computes a record's due time and the time it used.</summary>
/// <remarks>
/// A limit counts from the day after acceptance (行政许可法 art. 82, 民法典 art. 201) and ends at the end of its last day;
/// suspended days do not count (art. 45). Hours count from the instant of acceptance and not on suspended days.
/// </remarks>
public sealed class LimitRules(WorkingCalendar calendar, DistrictTime time)
{
    /// <summary>Minutes of limit time in a day, so that limits in days and in hours add up in one unit.</summary>
    public const int MinutesPerDay = 24 * 60;

    // In days. A suspension or an extension may be long, but a limit that does not end within two centuries is an error of the source.
    private const int Horizon = 200 * 366;

    /// <summary>
    /// The due time by the promised limit, else the statutory one; an instant item with neither is due at the end of its day.
    /// </summary>
    /// <returns>Null when the record has no limit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Suspensions or extension keep the limit from ending within two centuries.</exception>
    public DueTime? DueAt(DateTimeOffset acceptedAt, ServiceItemVersion? item, IReadOnlyList<Suspension> suspensions, int extensionDays) =>
        DueAt(acceptedAt, item, suspensions, extensionDays, passed: null);

    /// <summary>The due time by the statutory limit, whatever is promised.</summary>
    /// <returns>Null where the law sets no limit.</returns>
    /// <inheritdoc cref="DueAt(DateTimeOffset, ServiceItemVersion?, IReadOnlyList{Suspension}, int)" path="/exception"/>
    public DueTime? StatutoryDueAt(
        DateTimeOffset acceptedAt,
        ServiceItemVersion? item,
        IReadOnlyList<Suspension> suspensions,
        int extensionDays
    ) => item?.StatutoryLimit is { } limit ? DueAt(acceptedAt, limit, item.LimitUnit, suspensions, extensionDays, passed: null) : null;

    /// <summary>The same, with each day that was looked at and what decided.</summary>
    /// <inheritdoc cref="DueAt(DateTimeOffset, ServiceItemVersion?, IReadOnlyList{Suspension}, int)" path="/exception"/>
    public LimitTrace Explain(DateTimeOffset acceptedAt, ServiceItemVersion? item, IReadOnlyList<Suspension> suspensions, int extensionDays)
    {
        var passed = new List<LimitDay>();
        var due = DueAt(acceptedAt, item, suspensions, extensionDays, passed);
        var (rule, amount) = item switch
        {
            { PromisedLimit: { } promised } => (LimitRule.Promised, promised),
            { StatutoryLimit: { } statutory } => (LimitRule.Statutory, statutory),
            { Instant: true } => (LimitRule.Instant, 0),
            _ => (LimitRule.None, (int?)null),
        };
        return new(rule, due, amount, amount is null ? null : item!.LimitUnit, extensionDays, passed);
    }

    private DueTime? DueAt(
        DateTimeOffset acceptedAt,
        ServiceItemVersion? item,
        IReadOnlyList<Suspension> suspensions,
        int extensionDays,
        List<LimitDay>? passed
    )
    {
        var limit = item?.PromisedLimit ?? item?.StatutoryLimit ?? (item is { Instant: true } ? 0 : null);
        return item is null || limit is not { } amount
            ? null
            : DueAt(acceptedAt, amount, item.LimitUnit, suspensions, extensionDays, passed);
    }

    private DueTime DueAt(
        DateTimeOffset acceptedAt,
        int amount,
        LimitUnit unit,
        IReadOnlyList<Suspension> suspensions,
        int extensionDays,
        List<LimitDay>? passed
    ) =>
        unit == LimitUnit.Hours && amount > 0
            ? new DueTime(AfterHours(acceptedAt, amount + (extensionDays * 24), suspensions, passed), IsProvisional: false)
            : AfterDays(time.DayOf(acceptedAt), amount + extensionDays, unit, suspensions, passed);

    /// <summary>法定时限 in minutes of limit time; null when the law sets none.</summary>
    public static int? StatutoryMinutes(ServiceItemVersion? item) =>
        item?.StatutoryLimit is { } limit ? ToMinutes(limit, item.LimitUnit) : null;

    /// <summary>承诺时限 in minutes of limit time: the promise, else 0 for an instant item, else the statutory limit.</summary>
    public static int? PromisedMinutes(ServiceItemVersion item) =>
        (item.PromisedLimit ?? (item.Instant ? 0 : item.StatutoryLimit)) is { } limit ? ToMinutes(limit, item.LimitUnit) : null;

    /// <summary>实际用时 in minutes of limit time: the days in (accepted, closed] that count, so the same day is 0.</summary>
    public int UsedMinutes(DateTimeOffset acceptedAt, DateTimeOffset closedAt, LimitUnit unit, IReadOnlyList<Suspension> suspensions)
    {
        if (unit == LimitUnit.Hours)
            return UsedClockMinutes(acceptedAt, closedAt, suspensions);
        var (accepted, closed) = (time.DayOf(acceptedAt), time.DayOf(closedAt));
        var days = 0;
        for (var day = accepted.AddDays(1); day <= closed; day = day.AddDays(1))
        {
            if (Counts(day, unit, suspensions))
                days++;
        }
        return days * MinutesPerDay;
    }

    private DueTime AfterDays(DateOnly accepted, int days, LimitUnit unit, IReadOnlyList<Suspension> suspensions, List<LimitDay>? passed)
    {
        var (day, provisional) = (accepted, false);
        passed?.Add(new(accepted, LimitDayKind.Accepted, 0, IsProvisional: false));
        for (var left = days; left > 0; )
        {
            day = day.AddDays(1);
            GuardHorizon(accepted, day);
            provisional |= unit == LimitUnit.WorkingDays && !calendar.Covers(day.Year);
            if (Counts(day, unit, suspensions))
                left--;
            passed?.Add(new(day, KindOf(day, unit, suspensions), days - left, unit == LimitUnit.WorkingDays && !calendar.Covers(day.Year)));
        }
        return new DueTime(time.EndOf(day), provisional);
    }

    private DateTimeOffset AfterHours(DateTimeOffset acceptedAt, int hours, IReadOnlyList<Suspension> suspensions, List<LimitDay>? passed)
    {
        var (at, left) = (acceptedAt, TimeSpan.FromHours(hours));
        var accepted = time.DayOf(acceptedAt);
        for (var day = accepted; ; day = day.AddDays(1))
        {
            GuardHorizon(accepted, day);
            var end = time.StartOf(day.AddDays(1));
            var kind = IsSuspended(day, suspensions) ? LimitDayKind.Suspended : LimitDayKind.Counted;
            if (kind == LimitDayKind.Counted)
            {
                if (end - at >= left)
                {
                    passed?.Add(new(day, kind, hours, IsProvisional: false));
                    return at + left;
                }
                left -= end - at;
            }
            passed?.Add(new(day, kind, (int)(TimeSpan.FromHours(hours) - left).TotalHours, IsProvisional: false));
            at = end;
        }
    }

    private static void GuardHorizon(DateOnly accepted, DateOnly day)
    {
        if (day.DayNumber - accepted.DayNumber > Horizon)
            throw new ArgumentOutOfRangeException("suspensions", "The limit does not end within two centuries.");
    }

    private int UsedClockMinutes(DateTimeOffset acceptedAt, DateTimeOffset closedAt, IReadOnlyList<Suspension> suspensions)
    {
        var used = closedAt - acceptedAt;
        if (suspensions.Count > 0)
        {
            for (var day = time.DayOf(acceptedAt); day <= time.DayOf(closedAt); day = day.AddDays(1))
            {
                if (IsSuspended(day, suspensions))
                    used -= Overlap(day, acceptedAt, closedAt);
            }
        }
        return (int)Math.Min(used.TotalMinutes, int.MaxValue);
    }

    private TimeSpan Overlap(DateOnly day, DateTimeOffset from, DateTimeOffset to)
    {
        var (start, end) = (time.StartOf(day), time.StartOf(day.AddDays(1)));
        return (end < to ? end : to) - (start > from ? start : from);
    }

    private bool Counts(DateOnly day, LimitUnit unit, IReadOnlyList<Suspension> suspensions) =>
        (unit == LimitUnit.CalendarDays || calendar.IsWorkday(day)) && !IsSuspended(day, suspensions);

    private LimitDayKind KindOf(DateOnly day, LimitUnit unit, IReadOnlyList<Suspension> suspensions)
    {
        if (IsSuspended(day, suspensions))
            return LimitDayKind.Suspended;
        var isWeekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        if (Counts(day, unit, suspensions))
            return isWeekend && unit == LimitUnit.WorkingDays ? LimitDayKind.MakeUp : LimitDayKind.Counted;
        return calendar.IsListed(day) ? LimitDayKind.Holiday : LimitDayKind.Weekend;
    }

    private static bool IsSuspended(DateOnly day, IReadOnlyList<Suspension> suspensions)
    {
        foreach (var suspension in suspensions)
        {
            if (suspension.Covers(day))
                return true;
        }
        return false;
    }

    private static int ToMinutes(int limit, LimitUnit unit) => limit * (unit == LimitUnit.Hours ? 60 : MinutesPerDay);
}
