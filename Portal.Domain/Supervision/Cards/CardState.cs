namespace Portal.Domain.Supervision.Cards;

/// <summary>Where a card stands between the office and the unit. Stored by number: never renumbered.</summary>
public enum CardState : byte
{
    /// <summary>The unit has not reacted yet.</summary>
    Issued = 1,

    /// <summary>The unit has seen it and works on it.</summary>
    Acknowledged = 2,

    /// <summary>The unit has said what went wrong and what it did; the office looks at it.</summary>
    Answered = 3,

    /// <summary>The unit says that the card is wrong; the office decides.</summary>
    Contested = 4,

    /// <summary>The office has accepted the answer. The card counts.</summary>
    Closed = 5,

    /// <summary>It was wrong, or the record has changed since. The card counts no more, and stays in the history.</summary>
    Withdrawn = 6,
}

/// <summary>The streams of subjects that cards speak of. Stored by number: never renumbered.</summary>
public enum CardSubject : byte
{
    Case = 1,
    Appeal = 2,
}

/// <summary>The moves of a card. Stored by number: never renumbered.</summary>
public enum CardAction : byte
{
    Issued = 1,
    Acknowledged = 2,
    Answered = 3,

    /// <summary>The office was not content with the answer.</summary>
    SentBack = 4,
    Contested = 5,

    /// <summary>The office keeps a contested card.</summary>
    Upheld = 6,
    Closed = 7,
    Withdrawn = 8,

    /// <summary>Another unit has to answer from now on.</summary>
    HandedOver = 9,

    /// <summary>The next level has to see to the answer.</summary>
    Escalated = 10,

    /// <summary>Unit or office wrote a comment; the state stays.</summary>
    Commented = 11,

    /// <summary>The person who acknowledged the card, or handed it over, undid that within a minute.</summary>
    TakenBack = 12,
}

/// <summary>The level that has to see to the answer. Stored by number: never renumbered, and in order.</summary>
public enum CardDesk : byte
{
    /// <summary>The unit.</summary>
    Unit = 1,

    /// <summary>The head of the unit.</summary>
    Head = 2,

    /// <summary>The leaders of the district: the highest.</summary>
    District = 3,
}
