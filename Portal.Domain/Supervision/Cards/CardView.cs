using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Supervision.Cards;

/// <summary>A card as it is shown.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Level">Its level.</param>
/// <param name="Subject">Case or appeal.</param>
/// <param name="Episode">From 1 on.</param>
/// <param name="UnitId">The unit that has to answer.</param>
/// <param name="UnitCode">Its code.</param>
/// <param name="UnitName">Its name today.</param>
/// <param name="At">The instant of which the rule speaks.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Desk">The level that has to see to the answer.</param>
/// <param name="AnswerDueAt">The end of the working time to answer; null when nothing is to be answered.</param>
/// <param name="ToldAt">When its unit was last told of it by mail; null before.</param>
/// <param name="ReachedNobody">Nobody with an address was found to tell.</param>
/// <param name="Revision">To be sent along with decisions.</param>
/// <param name="Evidence">What it was issued on.</param>
/// <param name="Steps">Its history in order; empty in lists.</param>
public sealed record CardView(
    long Id,
    CardLevel Level,
    CardSubject Subject,
    int Episode,
    int UnitId,
    string UnitCode,
    string UnitName,
    DateTimeOffset At,
    DateTimeOffset IssuedAt,
    CardState State,
    CardDesk Desk,
    DateTimeOffset? AnswerDueAt,
    DateTimeOffset? ToldAt,
    bool ReachedNobody,
    int Revision,
    CardEvidence Evidence,
    IReadOnlyList<CardStep> Steps
)
{
    /// <inheritdoc cref="SupervisionCard.IsWithUnit"/>
    public bool IsWithUnit => State is CardState.Issued or CardState.Acknowledged;

    /// <inheritdoc cref="SupervisionCard.IsOpen"/>
    public bool IsOpen => State is not (CardState.Closed or CardState.Withdrawn);

    /// <inheritdoc cref="SupervisionCard.NextDesk"/>
    public CardDesk? NextDesk => SupervisionCard.DeskAbove(Desk);

    /// <inheritdoc cref="SupervisionCard.AwaitsAnswer"/>
    public bool AwaitsAnswer => SupervisionCard.Awaits(Level, State);
}

/// <summary>Cards of one unit by level and state.</summary>
public sealed record CardCount(int UnitId, CardLevel Level, CardState State, int Count);
