using System.Globalization;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Rows;

/// <summary>What a text said of an instant.</summary>
/// <param name="At">In UTC, to the microsecond; the start of the day when only a day was given.</param>
/// <param name="IsDayOnly">No time of day was given.</param>
public readonly record struct ReadInstant(DateTimeOffset At, bool IsDayOnly);

/// <summary>Reads instants: ISO 8601 with or without an offset, or a profile's own formats. Without an offset it is local time.</summary>
/// <remarks>Also taken are a blank for the T, and the year-first dates with slashes that Excel makes of ISO ones (<c>2014/1/3 8:05</c>). Years reach from 1990 to 2100.</remarks>
public sealed class InstantReader(TimeZoneInfo zone, IReadOnlyList<string>? formats = null)
{
    /// <summary>The first year taken.</summary>
    public const int FirstYear = 1990;

    /// <summary>The last year taken.</summary>
    public const int LastYear = 2100;

    private readonly LocalOffsets _offsets = new(zone);

    public TimeZoneInfo Zone { get; } = zone;

    /// <returns>False when the text is no instant or lies outside the years taken.</returns>
    public bool TryRead(ReadOnlySpan<char> text, out ReadInstant instant)
    {
        instant = default;
        return TryReadFormats(text, out var wall, out var offset, out var dayOnly) && TryPlace(wall, offset, dayOnly, out instant);
    }

    private bool TryPlace(DateTime wall, TimeSpan? offset, bool dayOnly, out ReadInstant instant)
    {
        instant = default;
        if (wall.Year is < FirstYear or > LastYear)
            return false;
        var at = offset is { } known ? new DateTimeOffset(wall.Ticks - known.Ticks, TimeSpan.Zero) : _offsets.ToUtc(wall);
        instant = new(new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero), dayOnly);
        return true;
    }

    private bool TryReadFormats(ReadOnlySpan<char> text, out DateTime wall, out TimeSpan? offset, out bool dayOnly)
    {
        foreach (var format in formats ?? [])
        {
            offset = null;
            dayOnly = !format.AsSpan().ContainsAny("Hhms");
            if (format.AsSpan().ContainsAny("zK"))
            {
                if (DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var told))
                {
                    (wall, offset) = (told.DateTime, told.Offset);
                    return true;
                }
            }
            else if (DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out wall))
                return true;
        }
        return IsoText.TryRead(text, out wall, out offset, out dayOnly);
    }
}

/// <summary>Local time to UTC: the offset of a day is looked up once, as long as it holds all day.</summary>
internal sealed class LocalOffsets(TimeZoneInfo zone)
{
    private const short Unknown = short.MinValue;
    private const short Changing = short.MaxValue;

    private static readonly int s_firstDay = new DateOnly(InstantReader.FirstYear, 1, 1).DayNumber;

    private readonly short[] _minutesOfDay = Enumerable
        .Repeat(Unknown, (InstantReader.LastYear - InstantReader.FirstYear + 1) * 366)
        .ToArray();

    public DateTimeOffset ToUtc(DateTime wall)
    {
        var day = (int)(wall.Ticks / TimeSpan.TicksPerDay) - s_firstDay;
        var minutes = _minutesOfDay[day];
        if (minutes == Unknown)
            minutes = _minutesOfDay[day] = MinutesOf(wall.Date);
        return minutes == Changing
            ? DistrictTime.FromLocal(wall, zone)
            : new DateTimeOffset(wall.Ticks - (minutes * TimeSpan.TicksPerMinute), TimeSpan.Zero);
    }

    private short MinutesOf(DateTime start)
    {
        var end = start.AddDays(1);
        var offset = zone.GetUtcOffset(start);
        var holds = offset == zone.GetUtcOffset(end) && offset.Ticks % TimeSpan.TicksPerMinute == 0 && IsPlain(start) && IsPlain(end);
        return holds ? (short)offset.TotalMinutes : Changing;
    }

    private bool IsPlain(DateTime wall) => !zone.IsAmbiguousTime(wall) && !zone.IsInvalidTime(wall);
}
