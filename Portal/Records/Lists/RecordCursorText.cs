using System.Globalization;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;

namespace Portal.Records.Lists;

/// <summary>
/// The place of a record in a list as text, for addresses and the API: key and id, the key empty for a record without one.
/// </summary>
internal static class RecordCursorText
{
    // Beyond these a key is no instant, and reading it as one would fail.
    private static readonly long s_first = Instants.ToMicroseconds(DateTimeOffset.MinValue.AddDays(2));
    private static readonly long s_last = Instants.ToMicroseconds(DateTimeOffset.MaxValue.AddDays(-2));

    public static string Of(RecordCursor cursor) => string.Create(CultureInfo.InvariantCulture, $"{cursor.Key}.{cursor.Id}");

    /// <summary>Reads what <see cref="Of"/> wrote; false for anything else.</summary>
    public static bool TryParse(string text, out RecordCursor cursor)
    {
        cursor = default;
        if (text.Split('.') is not [var key, var id] || !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        if (key.Length == 0)
        {
            cursor = new(null, number);
            return true;
        }
        if (
            !long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            || value < s_first
            || value > s_last
        )
            return false;
        cursor = new(value, number);
        return true;
    }
}
