using Portal.Domain.Catalogue;

namespace Portal.Domain.Records;

/// <summary>Why a record is due when it is: what decides the limit, and each day from acceptance to the end of the limit.</summary>
/// <param name="Rule">What decides the due time.</param>
/// <param name="Due">Null without a limit.</param>
/// <param name="Amount">The limit in <paramref name="Unit"/>, without extension; null when no limit was counted.</param>
/// <param name="Unit">Null when no limit was counted.</param>
/// <param name="ExtensionDays">Days that an extension adds, 0 for none.</param>
/// <param name="Days">Each day from that of acceptance to the last of the limit; empty when no limit was counted.</param>
public sealed record LimitTrace(
    LimitRule Rule,
    DueTime? Due,
    int? Amount,
    LimitUnit? Unit,
    int ExtensionDays,
    IReadOnlyList<LimitDay> Days
);

/// <summary>What decides a due time.</summary>
public enum LimitRule
{
    /// <summary>Nothing: no item, or an item without a limit.</summary>
    None,

    /// <summary>The source gave the due time.</summary>
    Source,

    /// <summary>承诺时限 of the item.</summary>
    Promised,

    /// <summary>法定时限 of the item, which promises nothing.</summary>
    Statutory,

    /// <summary>An instant item without a limit: the end of the day of acceptance.</summary>
    Instant,
}

/// <summary>A day between acceptance and the end of a limit.</summary>
/// <param name="Day">The day.</param>
/// <param name="Kind">Why it counts or does not.</param>
/// <param name="Counted">How much of the limit has passed at its end: days, or hours of a limit in hours, rounded down.</param>
/// <param name="IsProvisional">The calendar lacks its year, so only weekends are taken as free.</param>
public readonly record struct LimitDay(DateOnly Day, LimitDayKind Kind, int Counted, bool IsProvisional);
