using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Records.Lists;

namespace Portal.Records.Details;

/// <summary>Why a record is due when it is: the rule, and each day of the limit on a calendar.</summary>
public sealed partial class DueExplanation
{
    /// <summary>Months shown at the beginning and at the end of a limit that is longer than both together.</summary>
    private const int MonthsAtAnEnd = 6;

    [Parameter, EditorRequired]
    public required ServiceRecord Record { get; set; }

    [Parameter, EditorRequired]
    public required LimitTrace Trace { get; set; }

    [Parameter, EditorRequired]
    public required RecordFormatter Format { get; set; }

    /// <summary>False when the limit ends with the day of acceptance, so that nothing is counted from the day after.</summary>
    private bool IsCounted => Trace.Amount > 0 || Trace.ExtensionDays > 0;

    private DateOnly Last => Trace.Days[^1].Day;

    private string Amount => Text[$"amount.{Trace.Unit}", Trace.Amount ?? 0];

    private List<string> Provisional =>
        [.. Trace.Days.Where(d => d.IsProvisional).Select(d => d.Day.Year.ToString(CultureInfo.InvariantCulture)).Distinct()];

    // A week begins on Monday, as in Chinese calendars.
    private static IEnumerable<string> WeekDays =>
        Enumerable.Range(1, 7).Select(i => CultureInfo.CurrentCulture.DateTimeFormat.ShortestDayNames[i % 7]);

    private IEnumerable<DateOnly> Months
    {
        get
        {
            var months = Trace.Days.Select(d => Days.MonthStart(d.Day)).Distinct().ToList();
            return months.Count <= 2 * MonthsAtAnEnd ? months : months.Take(MonthsAtAnEnd).Concat(months.TakeLast(MonthsAtAnEnd));
        }
    }

    private IEnumerable<LimitDay?[]> WeeksOf(DateOnly month)
    {
        var known = Trace.Days.Where(d => Days.MonthStart(d.Day) == month).ToDictionary(d => d.Day);
        var first = month.AddDays(-(((int)month.DayOfWeek + 6) % 7));
        for (var monday = first; monday <= Days.MonthEnd(month); monday = monday.AddDays(7))
        {
            var week = Enumerable
                .Range(0, 7)
                .Select(i => known.TryGetValue(monday.AddDays(i), out var day) ? day : (LimitDay?)null)
                .ToArray();
            if (Array.Exists(week, day => day is not null))
                yield return week;
        }
    }
}
