namespace Portal.Domain.Records;

/// <summary>Why a day counts towards a limit or does not.</summary>
public enum LimitDayKind
{
    /// <summary>The day of acceptance: a limit in days begins the day after.</summary>
    Accepted,

    /// <summary>It counts.</summary>
    Counted,

    /// <summary>It counts, although it is a Saturday or Sunday: 调休上班.</summary>
    MakeUp,

    /// <summary>It does not count: a Saturday or Sunday.</summary>
    Weekend,

    /// <summary>It does not count: a rest day of the State Council's notice.</summary>
    Holiday,

    /// <summary>It does not count: the record was suspended.</summary>
    Suspended,
}
