namespace Portal.Domain.Records.Lists;

/// <summary>The measures of the figures that count records, each by its name there; <see cref="MeasureFilter"/> selects them.</summary>
public enum RecordMeasure
{
    /// <summary>Without withdrawn and not accepted ones.</summary>
    Accepted,

    Closed,

    /// <summary>Accepted and not closed.</summary>
    Open,

    /// <summary>Closed on the day of acceptance.</summary>
    OnTheSpot,

    /// <summary>With a due time.</summary>
    Due,

    /// <summary>Closed after due, or open and past due.</summary>
    Overdue,

    /// <summary>Open and past due.</summary>
    OpenOverdue,

    /// <summary>Closed, with a statutory limit.</summary>
    Timed,

    /// <summary>Closed, with any of the five grades.</summary>
    Rated,

    /// <summary>基本满意及以上: closed, rated 3, 4 or 5.</summary>
    BasicallySatisfied,

    /// <summary>满意及以上: closed, rated 4 or 5.</summary>
    Satisfied,

    Withdrawn,

    NotAccepted,

    /// <summary>
    /// 在办: accepted by the last day of the filter and not closed by its end, whatever was closed since; always by the day of acceptance.
    /// Without a last day, open.
    /// </summary>
    Backlog,
}
