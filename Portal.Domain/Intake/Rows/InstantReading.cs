namespace Portal.Domain.Intake.Rows;

/// <summary>What a text in a field of times is.</summary>
public enum InstantReading
{
    /// <summary>An instant of the accepted years.</summary>
    Instant,

    /// <summary>A day that stands for none.</summary>
    NoDate,

    /// <summary>An instant before the first accepted year.</summary>
    TooEarly,

    /// <summary>An instant after the last accepted year.</summary>
    TooLate,

    /// <summary>A date that ends with the year, without a known order of day and month.</summary>
    MonthOrDayFirst,

    /// <summary>A number that would be seconds since 1970 in the accepted years.</summary>
    SecondsSince1970,

    /// <summary>A number that would be milliseconds since 1970 in the accepted years.</summary>
    MillisecondsSince1970,

    /// <summary>A number that would be a spreadsheet's days in the accepted years.</summary>
    Serial,

    /// <summary>A text by which systems say that there is no value, such as <c>NULL</c>.</summary>
    NoValue,

    /// <summary>Anything else.</summary>
    Invalid,
}
