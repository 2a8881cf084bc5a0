using System.Globalization;

namespace Portal.Domain.Shared;

/// <summary>The district's clock: instants are UTC, a <em>day</em> is a local calendar date of the district, never 24 hours.</summary>
/// <remarks>Instants are kept to the microsecond, which is what the databases store; finer parts are cut off.</remarks>
public sealed class DistrictTime(TimeZoneInfo zone, TimeProvider clock)
{
    /// <summary>The smallest difference between two stored instants.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMicroseconds(1);

    private ZoneOffsets _offsets = new(zone);

    /// <summary>The zone in which days begin and end: the database's own, once the process has opened it.</summary>
    public TimeZoneInfo Zone { get; private set; } = zone;

    /// <summary>The present instant in UTC, to the microsecond.</summary>
    public DateTimeOffset Now => Instants.Truncate(clock.GetUtcNow());

    /// <summary>The local date of <see cref="Now"/>.</summary>
    public DateOnly Today => DayOf(Now);

    /// <summary>The local date on which the instant falls.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(ToLocal(instant).DateTime);

    /// <summary>The same instant in local time.</summary>
    public DateTimeOffset ToLocal(DateTimeOffset instant) => _offsets.ToLocal(instant);

    /// <summary>The instant as pages and letters show it: local, to the minute, such as <c>2014-10-31 17:30</c>.</summary>
    public string ToText(DateTimeOffset instant) => ToLocal(instant).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A due time as pages show it: the day alone when it is the day's last instant.</summary>
    public string ToDueText(DateTimeOffset due) => due == EndOf(DayOf(due)) ? Days.ToText(DayOf(due)) : ToText(due);

    /// <summary>The first instant of the local day.</summary>
    public DateTimeOffset StartOf(DateOnly day) => FromLocal(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>The last instant of the local day: one <see cref="Tick"/> before the next one starts.</summary>
    public DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1)) - Tick;

    /// <summary>Counts days by the zone from now on; before anything else is read or written.</summary>
    internal void Adopt(TimeZoneInfo zone) => (Zone, _offsets) = (zone, new(zone));

    /// <summary>Converts a wall-clock time of the district to an instant in UTC.</summary>
    /// <remarks>
    /// A time that a change of the clocks skips is moved on by the length of the gap;
    /// one that occurs twice is taken as the first of the two.
    /// </remarks>
    public DateTimeOffset FromLocal(DateTime local) => _offsets.ToUtc(local);

    /// <inheritdoc cref="FromLocal(DateTime)"/>
    public static DateTimeOffset FromLocal(DateTime local, TimeZoneInfo zone)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        var offset =
            zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max()
            : zone.IsInvalidTime(wall) ? zone.GetUtcOffset(wall.AddDays(-1))
            : zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }
}
