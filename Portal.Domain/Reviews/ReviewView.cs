using Portal.Domain.Records;

namespace Portal.Domain.Reviews;

/// <summary>A bad review as it is shown.</summary>
/// <param name="Id">Its number.</param>
/// <param name="UnitId">The unit that was rated.</param>
/// <param name="UnitCode">Its code.</param>
/// <param name="UnitName">Its name today.</param>
/// <param name="Stream">The stream of the rated record.</param>
/// <param name="Source">The record's source.</param>
/// <param name="CaseNo">The record's number there.</param>
/// <param name="ItemName">The item's name on the day of the rating; null without an item.</param>
/// <param name="Rating">The first rating, 1 or 2.</param>
/// <param name="RatedAt">When it reached the portal.</param>
/// <param name="Episode">1, and more after a correction of the rating.</param>
/// <param name="State">Where it stands.</param>
/// <param name="CallDueAt">The end of the time to call.</param>
/// <param name="DueAt">The end of the time that runs; null when the unit has nothing to do.</param>
/// <param name="CalledAt">When the unit called first; null before.</param>
/// <param name="Reached">Whether a call reached the citizen; null before the first.</param>
/// <param name="SecondRating">1 to 5; null before it, and when the citizen did not answer.</param>
/// <param name="IsMended">The office has closed it as mended.</param>
/// <param name="Revision">To be sent along with moves.</param>
/// <param name="IsLate">The unit has let its time pass.</param>
/// <param name="AwaitsUnit">The unit has to act.</param>
/// <param name="AwaitsOffice">The office has to decide.</param>
/// <param name="Steps">Its history in order; empty in lists.</param>
public sealed record ReviewView(
    long Id,
    int UnitId,
    string UnitCode,
    string UnitName,
    RecordStream Stream,
    string Source,
    string CaseNo,
    string? ItemName,
    byte Rating,
    DateTimeOffset RatedAt,
    int Episode,
    ReviewState State,
    DateTimeOffset CallDueAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? CalledAt,
    bool? Reached,
    byte? SecondRating,
    bool IsMended,
    int Revision,
    bool IsLate,
    bool AwaitsUnit,
    bool AwaitsOffice,
    IReadOnlyList<ReviewStep> Steps
);

/// <summary>Reviews of one unit by state; those in the unit's hands apart by whether its time has passed.</summary>
public sealed record ReviewCount(int UnitId, ReviewState State, bool IsLate, int Count);
