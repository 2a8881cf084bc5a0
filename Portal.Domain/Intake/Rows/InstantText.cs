using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Domain.Intake.Rows;

/// <summary>
/// Parses the dates and times that people and systems write besides ISO 8601: <c>2014年10月31日 下午3:05</c>, <c>2014/1/3 8:05</c>,
/// <c>20141031T090000</c>, <c>2014-10-31 24:00</c>. Only where a profile gives the order are days and months read before the year.
/// </summary>
internal static partial class InstantText
{
    private const int Timeout = 1_000; // milliseconds; no text of a sane length comes near

    private const string YearFirst =
        @"(?:(?<y>\d{4})(?<s>[-/.])(?<m>\d{1,2})\k<s>(?<d>\d{1,2})|(?<y>\d{4})\s*年\s*(?<m>\d{1,2})\s*月\s*(?<d>\d{1,2})\s*[日号]"
        + @"|(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})(?!\d{1,3}(?:\D|$)|\d{5}(?:\D|$)|\d{7}))";

    private const string YearLast = @"(?<a>\d{1,2})(?<s>[-/.])(?<b>\d{1,2})\k<s>(?<y>\d{4})";

    private const string Part = "上午|下午|中午|凌晨|早上|晚上|[AaPp]\\.?[Mm]\\.?";

    private const string Rest =
        @"(?:\s*(?:星期|周)[一二三四五六日天])?"
        + @"(?<time>(?:[Tt\s]\s*|(?<=[日号\d])(?=\D))?(?:(?<p>"
        + Part
        + @")\s*)?"
        + @"(?:(?<h>\d{1,2}):(?<n>\d{2})(?::(?<c>\d{2})(?:[.,](?<f>\d+))?)?|(?<h>\d{1,2})[时点](?:(?<n>\d{1,2})分?(?:(?<c>\d{1,2})秒)?)?"
        + @"|(?<h>\d{2})(?<n>\d{2})(?:(?<c>\d{2})(?:[.,](?<f>\d+))?)?)"
        + @"(?:\s*(?<p>"
        + Part
        + @"))?"
        + @"(?:\s*(?<z>[Zz]|UTC|GMT|(?:UTC|GMT)?(?<zs>[-+])(?<zh>\d{1,2})(?::?(?<zm>\d{2}))?))?)?$";

    /// <summary>The text with full-width characters as usual ones and without invisible ones.</summary>
    public static string Normal(ReadOnlySpan<char> text) => Shared.Identifiers.Clean(text.ToString());

    /// <summary>Whether the text begins with a day and month before the year, in an order that it does not tell.</summary>
    public static bool IsYearLast(string text) => YearLastPattern().IsMatch(text);

    /// <param name="text">Normalised.</param>
    /// <param name="order">The order of day and month before a year; null reads no such date.</param>
    /// <param name="wall">The date and time as written; for 24:00 the last microsecond of its day.</param>
    /// <param name="offset">Null when the text has none.</param>
    /// <param name="dayOnly">The text has no time.</param>
    public static bool TryRead(string text, DateOrder? order, out DateTime wall, out TimeSpan? offset, out bool dayOnly)
    {
        (wall, offset, dayOnly) = (default, null, true);
        var match = YearFirstPattern().Match(text);
        if (!match.Success && order is not null)
            match = YearLastPattern().Match(text);
        return match.Success && TryDay(match, order, ref wall) && TryTime(match, ref wall, ref dayOnly) && TryOffset(match, ref offset);
    }

    private static bool TryDay(Match match, DateOrder? order, ref DateTime wall)
    {
        var (year, month, day) = match.Groups["a"].Success
            ? order == DateOrder.MonthFirst
                ? (Number(match, "y"), Number(match, "a"), Number(match, "b"))
                : (Number(match, "y"), Number(match, "b"), Number(match, "a"))
            : (Number(match, "y"), Number(match, "m"), Number(match, "d"));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        wall = new DateTime(year, month, day);
        return true;
    }

    private static bool TryTime(Match match, ref DateTime wall, ref bool dayOnly)
    {
        if (!match.Groups["h"].Success)
            return true;
        dayOnly = false;
        var (hour, minute, second) = (Number(match, "h"), Number(match, "n"), Number(match, "c"));
        var part = match.Groups["p"];
        if (minute > 59 || second > 59 || part.Captures.Count > 1)
            return false;
        if (part.Success)
            hour = HourOf(part.Value, hour);
        if (hour == 24 && minute == 0 && second == 0 && !part.Success)
        {
            wall = wall.AddDays(1).AddMicroseconds(-1);
            return true;
        }
        if (hour is < 0 or > 23)
            return false;
        var fraction = match.Groups["f"].Success ? decimal.Parse("0." + match.Groups["f"].Value, CultureInfo.InvariantCulture) : 0;
        wall += new TimeSpan(hour, minute, second) + TimeSpan.FromTicks((long)(fraction * TimeSpan.TicksPerSecond));
        return true;
    }

    /// <returns>−1 when the part of the day cannot have the hour.</returns>
    private static int HourOf(string part, int hour) =>
        part.ToUpperInvariant()[0] switch
        {
            '上' or '早' or '凌' or 'A' => hour switch
            {
                12 => 0,
                < 12 => hour,
                _ => -1,
            },
            '中' => hour switch
            {
                >= 10 and <= 14 => hour,
                1 or 2 => hour + 12,
                _ => -1,
            },
            '晚' => hour switch
            {
                >= 5 and < 12 => hour + 12,
                >= 17 and <= 23 => hour,
                _ => -1, // 晚上12点 is the beginning of the next day to some and of this one to others
            },
            _ => hour switch
            {
                12 => 12,
                < 12 => hour + 12,
                _ => hour, // 下午15:05
            },
        };

    private static bool TryOffset(Match match, ref TimeSpan? offset)
    {
        if (!match.Groups["z"].Success)
            return true;
        var (hours, minutes) = (Number(match, "zh"), Number(match, "zm"));
        offset = new TimeSpan(hours, minutes, 0) * (match.Groups["zs"].Value == "-" ? -1 : 1);
        return hours <= 14 && minutes < 60;
    }

    private static int Number(Match match, string name) =>
        match.Groups[name] is { Success: true } group ? int.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("^" + YearFirst + Rest, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex YearFirstPattern();

    [GeneratedRegex("^" + YearLast + Rest, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex YearLastPattern();
}
