namespace Portal.Domain.Standards.Checklists;

/// <summary>The bounds of days of standards, inspections and plans.</summary>
internal static class StandardDays
{
    /// <summary>Whether a day is too far from another to be meant: more than twenty years.</summary>
    public static bool IsFar(DateOnly day, DateOnly from) => Math.Abs(day.DayNumber - from.DayNumber) > 20 * 366;
}
