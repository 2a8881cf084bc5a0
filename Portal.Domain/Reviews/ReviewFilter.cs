namespace Portal.Domain.Reviews;

/// <summary>Which reviews are wanted; a null filters nothing.</summary>
/// <param name="UnitId">The unit, and all below it.</param>
/// <param name="States">The states; empty for all.</param>
/// <param name="IsLate">Whether the unit has let its time pass.</param>
/// <param name="RecordId">The reviews of one record.</param>
public sealed record ReviewFilter(
    int? UnitId = null,
    IReadOnlyList<ReviewState>? States = null,
    bool? IsLate = null,
    long? RecordId = null
);
