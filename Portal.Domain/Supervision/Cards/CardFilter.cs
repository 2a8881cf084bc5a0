using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Supervision.Cards;

/// <summary>Which cards are wanted; a null filters nothing.</summary>
/// <param name="UnitId">The unit, and all below it.</param>
/// <param name="Level">The level.</param>
/// <param name="States">The states; empty for all.</param>
/// <param name="Subject">Cases or appeals.</param>
/// <param name="SubjectId">The cards of one record; needs <paramref name="Subject"/>.</param>
public sealed record CardFilter(
    int? UnitId = null,
    CardLevel? Level = null,
    IReadOnlyList<CardState>? States = null,
    CardSubject? Subject = null,
    long? SubjectId = null
);
