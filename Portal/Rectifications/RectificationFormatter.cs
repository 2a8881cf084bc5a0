using Microsoft.Extensions.Localization;
using Portal.Domain.Calendar;
using Portal.Domain.Rectifications;
using Portal.Domain.Shared;

namespace Portal.Rectifications;

/// <summary>The texts of an order in the reader's language.</summary>
internal sealed class RectificationFormatter(IStringLocalizer<RectificationsText> text, DistrictTime time)
{
    public string State(RectificationState state) => text[$"state.{state}"];

    /// <summary>The state by a sign as well: colour alone says nothing to some.</summary>
    public static string Sign(RectificationView order) =>
        order switch
        {
            { IsOverdue: true } => "■",
            { AwaitsUnit: true } => "▲",
            { AwaitsOffice: true } => "○",
            _ => "✓",
        };

    /// <summary>The class of the colour of an order's state.</summary>
    public static string Tone(RectificationView order) =>
        order switch
        {
            { IsOverdue: true } => "red-card",
            { AwaitsUnit: true } => "warning",
            _ => "quiet",
        };

    /// <summary>The instant in local time, to the minute.</summary>
    public string Instant(DateTimeOffset instant) => time.ToText(instant);

    /// <summary>How many days are left, or have passed; null when nothing is awaited from the unit.</summary>
    public string? Left(RectificationView order)
    {
        if (!order.AwaitsUnit)
            return null;
        var days = order.Deadline.DayNumber - time.Today.DayNumber;
        return days switch
        {
            < 0 => text["left.late", -days],
            0 => text["left.today"],
            _ => text["left.days", days],
        };
    }

    /// <summary>The working days after today until the last day, that included; null when none is awaited.</summary>
    public string? WorkingDaysLeft(RectificationView order, WorkingCalendar calendar)
    {
        if (!order.AwaitsUnit || order.Deadline <= time.Today)
            return null;
        var days = Enumerable
            .Range(1, order.Deadline.DayNumber - time.Today.DayNumber)
            .Count(n => calendar.IsWorkday(time.Today.AddDays(n)));
        return text["left.working", days];
    }

    /// <summary>The state before and after a step; only that after it for the first.</summary>
    public string Change(RectificationStep step) =>
        step.Before is { } before && before != step.After ? text["change", State(before), State(step.After)] : State(step.After);

    /// <summary>The last day before and after a step; null when it stayed.</summary>
    public string? NewDeadline(RectificationStep step) =>
        step.DeadlineBefore is not { } before ? text["deadline.set", Days.ToText(step.DeadlineAfter)].Value
        : before == step.DeadlineAfter ? null
        : text["deadline.moved", Days.ToText(before), Days.ToText(step.DeadlineAfter)].Value;
}
