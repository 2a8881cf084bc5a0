namespace Portal.Domain.Calendar;

/// <summary>Whether a listed day is free or worked.</summary>
public enum DayKind : byte
{
    /// <summary>放假.</summary>
    Rest = 1,

    /// <summary>调休上班: a weekend day that is worked.</summary>
    Work = 2,
}

/// <summary>One day of the State Council's notice: an exception to "Monday to Friday".</summary>
public sealed class CalendarDay
{
    public DateOnly Date { get; set; }

    public DayKind Kind { get; set; }

    public required string Holiday { get; set; }

    public required string HolidayEnglish { get; set; }
}
