namespace Portal.Domain.Intake.Rows;

/// <summary>The order of day and month in dates that end with the year.</summary>
public enum DateOrder
{
    /// <summary><c>10/31/2014</c>.</summary>
    MonthFirst,

    /// <summary><c>31/10/2014</c>.</summary>
    DayFirst,
}

/// <summary>What a bare number in a field of times counts.</summary>
public enum DateNumber
{
    /// <summary>Seconds since 1970-01-01T00:00Z.</summary>
    SecondsSince1970,

    /// <summary>Milliseconds since 1970-01-01T00:00Z.</summary>
    MillisecondsSince1970,

    /// <summary>Days as a spreadsheet counts them, in local time: 41943.375 is 2014-10-31 09:00.</summary>
    Serial,
}

/// <summary>How dates and times are written, besides the forms that are always read.</summary>
/// <param name="Zone">The zone of times without an offset.</param>
public sealed record InstantFormats(TimeZoneInfo Zone)
{
    /// <summary>Formats such as <c>dd.MM.yyyy HH:mm</c>, tried in order before the others.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>Null refuses dates that end with the year.</summary>
    public DateOrder? Order { get; init; }

    /// <summary>What bare numbers may be; their size decides between several.</summary>
    public IReadOnlyCollection<DateNumber> Numbers { get; init; } = [];

    /// <summary>Days that stand for none, such as <c>1900-01-01</c> or <c>0000-00-00</c>, at any time of the day.</summary>
    public IReadOnlyList<string> NoDate { get; init; } = [];

    /// <summary>Whether the workbook of the file counts its days from 1904.</summary>
    public bool CountsFrom1904 { get; init; }
}
