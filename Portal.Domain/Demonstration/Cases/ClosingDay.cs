using Portal.Domain.Catalogue;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Records;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>The day on which a case closes within its promised limit, after the day of acceptance.</summary>
internal static class ClosingDay
{
    private const int UsualDays = 5;

    /// <summary>
    /// Whether there is a workday between acceptance and the end of the limit; a limit in calendar days may end within a holiday.
    /// </summary>
    public static bool Exists(DemonstrationWorld world, CaseDraft draft) =>
        draft.Entry.LimitUnit != LimitUnit.CalendarDays || world.WorkdayUpTo(draft.Day.AddDays(draft.Promised ?? UsualDays)) > draft.Day;

    /// <param name="world">Gives the calendar.</param>
    /// <param name="draft">The case.</param>
    /// <param name="share">The share of the promised limit used; clamped to between one day and the whole limit.</param>
    /// <param name="suspension">Days that do not count.</param>
    public static DateOnly Of(DemonstrationWorld world, CaseDraft draft, double share, Suspension? suspension = null)
    {
        var promised = draft.Promised ?? UsualDays;
        var days = Math.Clamp((int)((promised * share) + 0.5), 1, promised);
        if (draft.Entry.LimitUnit == LimitUnit.WorkingDays)
            return world.WorkdayAfter(draft.Day, days, suspension);

        // Calendar days include weekends, but a case closes only on a workday.
        var day = world.WorkdayUpTo(draft.Day.AddDays(days));
        return day > draft.Day ? day : world.WorkdayAfter(draft.Day, 1);
    }
}
