namespace Portal.Domain.Shared;

/// <summary>
/// Converts between UTC and the local time of a zone. The offset of a day is looked up once, unless it changes on that day: the platform
/// goes through the zone's rules each time, and every record is counted by days.
/// </summary>
/// <remarks>
/// Days before 1990 and after 2100 are looked up each time. Thread-safe: threads that look up the same day store the same value.
/// </remarks>
public sealed class ZoneOffsets(TimeZoneInfo zone)
{
    private const short Unknown = 0;
    private const short Changing = short.MaxValue;

    /// <summary>Added to stored offsets, so that none is <see cref="Unknown"/>.</summary>
    private const short Shift = 24 * 60;

    private static readonly int s_firstDay = new DateOnly(1990, 1, 1).DayNumber;
    private static readonly int s_days = new DateOnly(2101, 1, 1).DayNumber - s_firstDay;

    // The minutes of days of UTC, and of local days.
    private readonly short[] _utc = new short[s_days];
    private readonly short[] _local = new short[s_days];

    /// <summary>The same instant in local time.</summary>
    public DateTimeOffset ToLocal(DateTimeOffset instant)
    {
        var day = Place(instant.UtcTicks);
        if ((uint)day >= (uint)_utc.Length)
            return TimeZoneInfo.ConvertTime(instant, zone);
        var stored = _utc[day] == Unknown ? _utc[day] = LookUp(day, DateTimeKind.Utc) : _utc[day];
        return stored == Changing ? TimeZoneInfo.ConvertTime(instant, zone) : instant.ToOffset(TimeSpan.FromMinutes(stored - Shift));
    }

    /// <summary>Converts a wall-clock time to an instant in UTC.</summary>
    /// <inheritdoc cref="DistrictTime.FromLocal(DateTime, TimeZoneInfo)"/>
    public DateTimeOffset ToUtc(DateTime local)
    {
        var day = Place(local.Ticks);
        if ((uint)day >= (uint)_local.Length)
            return DistrictTime.FromLocal(local, zone);
        var stored = _local[day] == Unknown ? _local[day] = LookUp(day, DateTimeKind.Unspecified) : _local[day];
        return stored == Changing
            ? DistrictTime.FromLocal(local, zone)
            : new DateTimeOffset(local.Ticks - ((stored - Shift) * TimeSpan.TicksPerMinute), TimeSpan.Zero);
    }

    private static int Place(long ticks) => (int)(ticks / TimeSpan.TicksPerDay) - s_firstDay;

    private short LookUp(int day, DateTimeKind kind)
    {
        var start = DateTime.SpecifyKind(DateOnly.FromDayNumber(s_firstDay + day).ToDateTime(TimeOnly.MinValue), kind);
        var end = start.AddDays(1);
        var offset = zone.GetUtcOffset(start);
        var isConstant = offset == zone.GetUtcOffset(end) && offset.Ticks % TimeSpan.TicksPerMinute == 0;
        return isConstant && (kind == DateTimeKind.Utc || (IsPlain(start) && IsPlain(end)))
            ? (short)(offset.TotalMinutes + Shift)
            : Changing;
    }

    private bool IsPlain(DateTime local) => !zone.IsAmbiguousTime(local) && !zone.IsInvalidTime(local);
}
