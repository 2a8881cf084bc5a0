namespace Portal.Domain.Records.Storage;

/// <summary>Why a record needs attention; several reasons may hold at once, <see cref="None"/> for most records.</summary>
/// <remarks>
/// The database computes it from the record's other columns, so it is never wrong. Few combinations exist. Within each the index
/// <see cref="RecordIndexes.Due"/> is in order of due times: what is rare is found without reading what is frequent.
/// </remarks>
[Flags]
internal enum RecordAttention : short
{
    None = 0,

    /// <summary>Closed after due, or open and marked past due.</summary>
    Overdue = 1,

    Open = 2,

    /// <summary>Closed as withdrawn.</summary>
    Withdrawn = 4,

    /// <summary>Closed as not accepted.</summary>
    NotAccepted = 8,

    /// <summary>Closed, and rated 非常不满意.</summary>
    RatedOne = 16,

    /// <summary>Closed, and rated 不满意.</summary>
    RatedTwo = 32,

    /// <summary>With a contradiction that its profile takes, open or closed.</summary>
    Doubtful = 64,
}
