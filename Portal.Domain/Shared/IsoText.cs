namespace Portal.Domain.Shared;

/// <summary>
/// Parses <c>2014-03-03</c>, <c>2014-03-03T08:05:07.123+08:00</c> and the shorter forms in between, year first, without allocating.
/// </summary>
internal static class IsoText
{
    private const int LongestFraction = 7; // ticks

    /// <param name="text">The instant, without characters before or after.</param>
    /// <param name="wall">The date and time as written, without conversion.</param>
    /// <param name="offset">Null when the text has none.</param>
    /// <param name="dayOnly">The text has no time.</param>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTime wall, out TimeSpan? offset, out bool dayOnly)
    {
        (wall, offset, dayOnly) = (default, null, true);
        if (!TryReadDay(ref text, out wall))
            return false;
        if (text.IsEmpty)
            return true;
        if (text[0] is not ('T' or 't' or ' '))
            return false;
        text = text[1..];
        dayOnly = false;
        if (!TryReadTime(ref text, out var ticks))
            return false;
        wall = wall.AddTicks(ticks);
        return TryReadOffset(text, out offset);
    }

    private static bool TryReadDay(ref ReadOnlySpan<char> text, out DateTime day)
    {
        day = default;
        if (!TryReadNumber(ref text, 4, 4, out var year) || text.IsEmpty || text[0] is not ('-' or '/'))
            return false;
        var separator = text[0];
        var fewest = separator == '-' ? 2 : 1;
        if (!TrySkip(ref text, separator) || !TryReadNumber(ref text, fewest, 2, out var month))
            return false;
        if (!TrySkip(ref text, separator) || !TryReadNumber(ref text, fewest, 2, out var number))
            return false;
        if (year < 1 || month is < 1 or > 12 || number < 1 || number > DateTime.DaysInMonth(year, month))
            return false;
        day = new DateTime(year, month, number);
        return true;
    }

    private static bool TryReadTime(ref ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        if (!TryReadNumber(ref text, 1, 2, out var hour) || !TrySkip(ref text, ':') || !TryReadNumber(ref text, 2, 2, out var minute))
            return false;
        var second = 0;
        var fraction = 0L;
        if (TrySkip(ref text, ':'))
        {
            if (!TryReadNumber(ref text, 2, 2, out second))
                return false;
            if (!text.IsEmpty && text[0] is '.' or ',' && !TryReadFraction(ref text, out fraction))
                return false;
        }
        ticks = (((hour * 60L) + minute) * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond) + fraction;
        return hour < 24 && minute < 60 && second < 60;
    }

    private static bool TryReadFraction(ref ReadOnlySpan<char> text, out long ticks)
    {
        (ticks, var digits) = (0, 0);
        for (text = text[1..]; !text.IsEmpty && char.IsAsciiDigit(text[0]); text = text[1..], digits++)
        {
            if (digits < LongestFraction)
                ticks = (ticks * 10) + text[0] - '0';
        }
        for (var i = digits; i < LongestFraction; i++)
            ticks *= 10;
        return digits > 0;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> text, out TimeSpan? offset)
    {
        offset = null;
        if (text.IsEmpty)
            return true;
        if (text is "Z" or "z")
        {
            offset = TimeSpan.Zero;
            return true;
        }
        var sign = text[0] == '-' ? -1 : 1;
        if (!TrySkip(ref text, '+') && !TrySkip(ref text, '-'))
            return false;
        if (!TryReadNumber(ref text, 2, 2, out var hours))
            return false;
        TrySkip(ref text, ':');
        var minutes = 0;
        if (!text.IsEmpty && !TryReadNumber(ref text, 2, 2, out minutes))
            return false;
        offset = new TimeSpan(sign * hours, sign * minutes, 0);
        return text.IsEmpty && hours <= 14 && minutes < 60;
    }

    private static bool TrySkip(ref ReadOnlySpan<char> text, char c)
    {
        if (text.IsEmpty || text[0] != c)
            return false;
        text = text[1..];
        return true;
    }

    private static bool TryReadNumber(ref ReadOnlySpan<char> text, int fewest, int most, out int number)
    {
        number = 0;
        var digits = 0;
        for (; digits < most && digits < text.Length && char.IsAsciiDigit(text[digits]); digits++)
            number = (number * 10) + text[digits] - '0';
        text = text[digits..];
        return digits >= fewest;
    }
}
