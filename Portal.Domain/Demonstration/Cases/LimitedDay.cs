using Portal.Domain.Catalogue;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Records;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>The day on which a case is closed within its promise, later than on the day of acceptance.</summary>
internal static class LimitedDay
{
    private const int UsualDays = 5;

    /// <summary>Whether any day is worked between acceptance and the end of the promise; calendar days may run out over a holiday.</summary>
    public static bool Exists(DemonstrationWorld world, CaseDraft draft) =>
        draft.Entry.LimitUnit != LimitUnit.CalendarDays || world.WorkdayUpTo(draft.Day.AddDays(draft.Promised ?? UsualDays)) > draft.Day;

    /// <param name="world">Calendar.</param>
    /// <param name="draft">The case.</param>
    /// <param name="share">How much of the promise is used; held between one day and the whole promise.</param>
    /// <param name="suspension">Days that do not count.</param>
    public static DateOnly Of(DemonstrationWorld world, CaseDraft draft, double share, Suspension? suspension = null)
    {
        var promised = draft.Promised ?? UsualDays;
        var days = Math.Clamp((int)((promised * share) + 0.5), 1, promised);
        if (draft.Entry.LimitUnit == LimitUnit.WorkingDays)
            return world.WorkdayAfter(draft.Day, days, suspension);

        // Calendar days run on over the weekend, and nobody closes a case then.
        var day = world.WorkdayUpTo(draft.Day.AddDays(days));
        return day > draft.Day ? day : world.WorkdayAfter(draft.Day, 1);
    }
}
