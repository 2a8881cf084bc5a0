using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Metrics;

namespace Portal.Live.Views;

/// <summary>Formats months, with consecutive ones as a range: 1—3月、7月.</summary>
public static class MonthSpans
{
    /// <param name="months">First days, in order.</param>
    public static string Text(IReadOnlyList<DateOnly> months, IStringLocalizer<MetricsText> text)
    {
        var severalYears = months.Select(m => m.Year).Distinct().Count() > 1;
        return string.Join(text["list.separator"], Spans(months).Select(span => Format(span, severalYears, text)));
    }

    private static IEnumerable<(DateOnly First, DateOnly Last)> Spans(IReadOnlyList<DateOnly> months)
    {
        for (var start = 0; start < months.Count; )
        {
            var end = start;
            // A range never spans two years: it would be misread.
            while (end + 1 < months.Count && months[end + 1] == months[end].AddMonths(1) && months[end + 1].Year == months[start].Year)
                end++;
            yield return (months[start], months[end]);
            start = end + 1;
        }
    }

    private static string Format((DateOnly First, DateOnly Last) span, bool withYear, IStringLocalizer<MetricsText> text)
    {
        var culture = CultureInfo.CurrentUICulture;
        var year = withYear ? span.First.ToString(text["months.year"], culture) : "";
        var first = span.First.ToString(text["months.first"], culture).Trim();
        return span.First == span.Last
            ? year + span.First.ToString(text["months.single"], culture).Trim()
            : year + first + "—" + span.Last.ToString(text["months.single"], culture).Trim();
    }
}
