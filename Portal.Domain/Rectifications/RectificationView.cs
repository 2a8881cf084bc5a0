using Portal.Domain.Evidence;

namespace Portal.Domain.Rectifications;

/// <summary>An order as it is shown.</summary>
/// <param name="Id">Its number.</param>
/// <param name="UnitId">The unit that has to mend.</param>
/// <param name="UnitCode">Its code.</param>
/// <param name="UnitName">Its name today.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Basis">The law or standard that it breaks.</param>
/// <param name="Deadline">The last day for the unit to submit.</param>
/// <param name="OrderedBy">Who ordered it.</param>
/// <param name="OrderedAt">When it was ordered.</param>
/// <param name="CardId">The card from which it follows; null without one.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Round">From 1 on.</param>
/// <param name="SubmittedAt">When the unit submitted what the office sees; null before.</param>
/// <param name="Revision">To be sent along with moves.</param>
/// <param name="IsOverdue">The last day passed without a submission.</param>
/// <param name="AwaitsUnit">The unit has to mend and to submit.</param>
/// <param name="AwaitsOffice">The office has to decide.</param>
/// <param name="Steps">Its history in order; empty in lists.</param>
/// <param name="Evidence">Its files in order, without their bytes; empty in lists.</param>
public sealed record RectificationView(
    long Id,
    int UnitId,
    string UnitCode,
    string UnitName,
    string Problem,
    string Basis,
    DateOnly Deadline,
    string OrderedBy,
    DateTimeOffset OrderedAt,
    long? CardId,
    RectificationState State,
    int Round,
    DateTimeOffset? SubmittedAt,
    int Revision,
    bool IsOverdue,
    bool AwaitsUnit,
    bool AwaitsOffice,
    IReadOnlyList<RectificationStep> Steps,
    IReadOnlyList<EvidenceView> Evidence
)
{
    /// <inheritdoc cref="Rectification.IsOpen"/>
    public bool IsOpen => AwaitsUnit || AwaitsOffice;
}

/// <summary>Orders of one unit by state; those in the unit's hands apart by whether their last day has passed.</summary>
public sealed record RectificationCount(int UnitId, RectificationState State, bool IsOverdue, int Count);
