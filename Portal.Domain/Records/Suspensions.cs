using System.Globalization;
using System.Text;
using Portal.Domain.Shared;

namespace Portal.Domain.Records;

/// <summary>Suspensions as text: <c>2014-03-03/2014-03-07 reason;2014-04-01/2014-04-02</c>.</summary>
public static class Suspensions
{
    /// <summary>
    /// Writes the suspensions in order of their days; null when there is none. A semicolon within a reason becomes a comma, because
    /// semicolons separate the spans.
    /// </summary>
    public static string? ToText(IReadOnlyCollection<Suspension> suspensions)
    {
        if (suspensions.Count == 0)
            return null;
        var text = new StringBuilder();
        foreach (
            var suspension in suspensions.Distinct().OrderBy(s => s.From).ThenBy(s => s.To).ThenBy(s => s.Reason, StringComparer.Ordinal)
        )
        {
            if (text.Length > 0)
                text.Append(';');
            text.Append(CultureInfo.InvariantCulture, $"{Days.ToText(suspension.From)}/{Days.ToText(suspension.To)}");
            if (suspension.Reason is { } reason)
                text.Append(' ').Append(ReasonText(reason));
        }
        return text.ToString();
    }

    /// <summary>A reason as it stands in the text: without the semicolons of either width, which separate the spans.</summary>
    public static string ReasonText(string reason) => reason.Replace(';', '，').Replace('；', '，').Trim();

    /// <summary>Reads what <see cref="ToText"/> writes; a span of one day may be written as the day alone.</summary>
    /// <returns>False when any part is not a span of days, or ends before it begins.</returns>
    public static bool TryParse(string? text, out IReadOnlyList<Suspension> suspensions)
    {
        suspensions = [];
        if (string.IsNullOrWhiteSpace(text))
            return true;
        var parsed = new List<Suspension>();
        foreach (var part in SemicolonList.Parse(text))
        {
            var blank = part.IndexOf(' ', StringComparison.Ordinal);
            var span = blank < 0 ? part : part[..blank];
            var slash = span.IndexOf('/', StringComparison.Ordinal);
            var (first, last) = slash < 0 ? (span, span) : (span[..slash], span[(slash + 1)..]);
            if (!TryDay(first, out var from) || !TryDay(last, out var to) || to < from)
                return false;
            parsed.Add(new Suspension(from, to, blank < 0 ? null : part[(blank + 1)..]));
        }
        suspensions = parsed;
        return true;
    }

    // Any year: one that no suspension can have is refused by its own error.
    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
