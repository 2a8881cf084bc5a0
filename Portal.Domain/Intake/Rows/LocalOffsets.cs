using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Rows;

/// <summary>Converts local time to UTC. The offset of a day is looked up once, unless it changes within the day.</summary>
internal sealed class LocalOffsets(TimeZoneInfo zone)
{
    private const short Unknown = short.MinValue;
    private const short Changing = short.MaxValue;

    private static readonly int s_firstDay = new DateOnly(InstantReader.FirstYear, 1, 1).DayNumber;

    private readonly short[] _minutesOfDay = Enumerable
        .Repeat(Unknown, (InstantReader.LastYear - InstantReader.FirstYear + 1) * 366)
        .ToArray();

    public DateTimeOffset ToUtc(DateTime local)
    {
        var day = (int)(local.Ticks / TimeSpan.TicksPerDay) - s_firstDay;
        var minutes = _minutesOfDay[day];
        if (minutes == Unknown)
            minutes = _minutesOfDay[day] = MinutesOf(local.Date);
        return minutes == Changing
            ? DistrictTime.FromLocal(local, zone)
            : new DateTimeOffset(local.Ticks - (minutes * TimeSpan.TicksPerMinute), TimeSpan.Zero);
    }

    private short MinutesOf(DateTime start)
    {
        var end = start.AddDays(1);
        var offset = zone.GetUtcOffset(start);
        var isConstant = offset == zone.GetUtcOffset(end) && offset.Ticks % TimeSpan.TicksPerMinute == 0 && IsPlain(start) && IsPlain(end);
        return isConstant ? (short)offset.TotalMinutes : Changing;
    }

    private bool IsPlain(DateTime local) => !zone.IsAmbiguousTime(local) && !zone.IsInvalidTime(local);
}
