using System.Globalization;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Rows;

/// <summary>An instant read from a text.</summary>
/// <param name="At">In UTC, to the microsecond; the start of the day when only a day was given.</param>
/// <param name="IsDayOnly">The text had no time of day.</param>
public readonly record struct ReadInstant(DateTimeOffset At, bool IsDayOnly);

/// <summary>Reads instants: ISO 8601 with or without an offset, or a profile's own formats. Text without an offset is local time.</summary>
/// <remarks>
/// A blank is accepted for the T, and so are the year-first dates with slashes that Excel makes of ISO dates (<c>2014/1/3 8:05</c>).
/// Years from 1990 to 2100 are accepted.
/// </remarks>
public sealed class InstantReader(TimeZoneInfo zone, IReadOnlyList<string>? formats = null)
{
    /// <summary>The first year accepted.</summary>
    public const int FirstYear = 1990;

    /// <summary>The last year accepted.</summary>
    public const int LastYear = 2100;

    private readonly LocalOffsets _offsets = new(zone);

    public TimeZoneInfo Zone { get; } = zone;

    /// <returns>False when the text is no instant, or outside the accepted years.</returns>
    public bool TryRead(ReadOnlySpan<char> text, out ReadInstant instant)
    {
        instant = default;
        return TryReadFormats(text, out var local, out var offset, out var dayOnly) && TryConvert(local, offset, dayOnly, out instant);
    }

    private bool TryConvert(DateTime local, TimeSpan? offset, bool dayOnly, out ReadInstant instant)
    {
        instant = default;
        if (local.Year is < FirstYear or > LastYear)
            return false;
        var at = offset is { } known ? new DateTimeOffset(local.Ticks - known.Ticks, TimeSpan.Zero) : _offsets.ToUtc(local);
        instant = new(new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero), dayOnly);
        return true;
    }

    private bool TryReadFormats(ReadOnlySpan<char> text, out DateTime local, out TimeSpan? offset, out bool dayOnly)
    {
        foreach (var format in formats ?? [])
        {
            offset = null;
            dayOnly = !format.AsSpan().ContainsAny("Hhms");
            if (format.AsSpan().ContainsAny("zK"))
            {
                if (
                    DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)
                )
                {
                    (local, offset) = (parsed.DateTime, parsed.Offset);
                    return true;
                }
            }
            else if (DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out local))
                return true;
        }
        return IsoText.TryRead(text, out local, out offset, out dayOnly);
    }
}

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
