using System.Globalization;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Rows;

/// <summary>An instant read from a text.</summary>
/// <param name="At">In UTC, to the microsecond; the start of the day when only a day was given.</param>
/// <param name="IsDayOnly">The text had no time of day.</param>
public readonly record struct ReadInstant(DateTimeOffset At, bool IsDayOnly);

/// <summary>Reads instants: ISO 8601 with or without an offset, the forms of <see cref="InstantText"/>, and a profile's own.</summary>
/// <remarks>Text without an offset is local time. Years from 1990 to 2100 are accepted.</remarks>
public sealed class InstantReader(InstantFormats formats)
{
    /// <summary>The first year accepted.</summary>
    public const int FirstYear = 1990;

    /// <summary>The last year accepted.</summary>
    public const int LastYear = 2100;

    private const int From1904 = 1_462; // days

    private static readonly double s_firstSecond = Seconds(new(FirstYear, 1, 1));
    private static readonly double s_lastSecond = Seconds(new(LastYear, 12, 31));
    private static readonly double s_firstSerial = new DateTime(FirstYear, 1, 1).ToOADate();
    private static readonly double s_lastSerial = new DateTime(LastYear, 12, 31).ToOADate();

    private readonly ZoneOffsets _offsets = new(formats.Zone);

    public TimeZoneInfo Zone { get; } = formats.Zone;

    /// <param name="text">Trimmed, not empty.</param>
    /// <param name="instant">Without meaning unless the answer is <see cref="InstantReading.Instant"/>.</param>
    public InstantReading Read(ReadOnlySpan<char> text, out ReadInstant instant)
    {
        instant = default;
        if (
            formats.Formats.Count == 0
            && formats.NoDate.Count == 0
            && IsoText.TryRead(text, out var local, out var offset, out var dayOnly)
        )
            return Convert(local, offset, dayOnly, out instant);
        var normal = InstantText.Normal(text);
        if (IsNoDate(normal))
            return InstantReading.NoDate;
        if (
            TryReadFormats(normal, out local, out offset, out dayOnly)
            || IsoText.TryRead(normal, out local, out offset, out dayOnly)
            || InstantText.TryRead(normal, formats.Order, out local, out offset, out dayOnly)
        )
        {
            return Convert(local, offset, dayOnly, out instant);
        }
        return ReadNumber(normal, out instant) is { } number ? number
            : InstantText.IsYearLast(normal) && formats.Order is null ? InstantReading.MonthOrDayFirst
            : NoValueTexts.Contains(normal) ? InstantReading.NoValue
            : InstantReading.Invalid;
    }

    private bool IsNoDate(string text)
    {
        foreach (var day in formats.NoDate)
        {
            if (text.StartsWith(day, StringComparison.Ordinal) && (text.Length == day.Length || text[day.Length] is ' ' or 'T'))
                return true;
        }
        return false;
    }

    private InstantReading Convert(DateTime local, TimeSpan? offset, bool dayOnly, out ReadInstant instant)
    {
        instant = default;
        if (local.Year < FirstYear)
            return InstantReading.TooEarly;
        if (local.Year > LastYear)
            return InstantReading.TooLate;
        var at = offset is { } known ? new DateTimeOffset(local.Ticks - known.Ticks, TimeSpan.Zero) : _offsets.ToUtc(local);
        instant = new(new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero), dayOnly);
        return InstantReading.Instant;
    }

    /// <returns>Null when the text is no number, or none that could be a time.</returns>
    private InstantReading? ReadNumber(string text, out ReadInstant instant)
    {
        instant = default;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return null;
        if (number >= s_firstSecond && number <= s_lastSecond)
            return Since1970(DateNumber.SecondsSince1970, InstantReading.SecondsSince1970, number, out instant);
        if (number >= s_firstSecond * 1_000 && number <= s_lastSecond * 1_000)
            return Since1970(DateNumber.MillisecondsSince1970, InstantReading.MillisecondsSince1970, number / 1_000, out instant);
        var serial = formats.CountsFrom1904 ? number + From1904 : number;
        if (serial < s_firstSerial || serial > s_lastSerial)
            return null;
        return formats.Numbers.Contains(DateNumber.Serial)
            ? Convert(DateTime.FromOADate(serial), null, serial == Math.Floor(serial), out instant)
            : InstantReading.Serial;
    }

    private InstantReading Since1970(DateNumber kind, InstantReading otherwise, double seconds, out ReadInstant instant)
    {
        instant = default;
        return formats.Numbers.Contains(kind)
            ? Convert(DateTime.UnixEpoch.AddMicroseconds(Math.Round(seconds * 1_000_000)), TimeSpan.Zero, false, out instant)
            : otherwise;
    }

    private static double Seconds(DateTime utc) => (utc - DateTime.UnixEpoch).TotalSeconds;

    private bool TryReadFormats(string text, out DateTime local, out TimeSpan? offset, out bool dayOnly)
    {
        (local, offset, dayOnly) = (default, null, false);
        foreach (var format in formats.Formats)
        {
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
        return false;
    }
}
