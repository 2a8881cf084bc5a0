using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Rules;

namespace Portal.Supervision;

/// <summary>A card in the API.</summary>
/// <param name="Id">Its number; rises with the time of issue.</param>
/// <param name="Level">notice, yellow or red.</param>
/// <param name="State">issued, acknowledged, answered, contested, closed or withdrawn.</param>
/// <param name="Subject">case or appeal.</param>
/// <param name="Source">The record's source.</param>
/// <param name="CaseNo">The record's number there.</param>
/// <param name="Episode">1, and more after a re-opening or a correction of the record.</param>
/// <param name="Unit">Code of the unit that has to answer.</param>
/// <param name="ItemCode">Null without an item.</param>
/// <param name="Rule">Code of the rule.</param>
/// <param name="RuleVersion">Its version.</param>
/// <param name="At">The instant of which the rule speaks.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="DueAt">When the record was due, as known then; null without a limit.</param>
/// <param name="AnswerDueAt">The end of the time to answer; null when nothing is to be answered.</param>
public sealed record CardAnswer(
    long Id,
    CardLevel Level,
    CardState State,
    CardSubject Subject,
    string Source,
    string CaseNo,
    int Episode,
    string Unit,
    string? ItemCode,
    string Rule,
    int RuleVersion,
    DateTimeOffset At,
    DateTimeOffset IssuedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? AnswerDueAt
)
{
    internal static CardAnswer Of(CardView card, DistrictTime time)
    {
        var evidence = card.Evidence;
        return new(
            card.Id,
            card.Level,
            card.State,
            card.Subject,
            evidence.Source,
            evidence.CaseNo,
            card.Episode,
            card.UnitCode,
            evidence.Item,
            evidence.Rule,
            evidence.RuleNumber,
            time.ToLocal(card.At),
            time.ToLocal(card.IssuedAt),
            evidence.DueAt is { } due ? time.ToLocal(due) : null,
            card.AnswerDueAt is { } answer ? time.ToLocal(answer) : null
        );
    }
}
