namespace Portal.Domain.Rectifications;

/// <summary>Where an order stands between the office and the unit. Stored by number: never renumbered.</summary>
public enum RectificationState : byte
{
    /// <summary>The unit has to mend and to prove it; again, after the office has sent it back.</summary>
    Ordered = 1,

    /// <summary>The unit says that it has mended; the office looks at it.</summary>
    Submitted = 2,

    /// <summary>The office has accepted it.</summary>
    Closed = 3,

    /// <summary>The office has taken the order back; it stays in the history.</summary>
    Withdrawn = 4,
}

/// <summary>The moves of an order. Stored by number: never renumbered.</summary>
public enum RectificationAction : byte
{
    Ordered = 1,
    Submitted = 2,

    /// <summary>The office was not content: another round begins.</summary>
    SentBack = 3,
    Closed = 4,
    Withdrawn = 5,

    /// <summary>Unit or office wrote a comment; the state stays.</summary>
    Commented = 6,

    /// <summary>Another unit has to mend from now on.</summary>
    HandedOver = 7,
}
