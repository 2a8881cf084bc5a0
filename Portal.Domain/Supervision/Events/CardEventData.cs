namespace Portal.Domain.Supervision.Events;

/// <summary>
/// What an event of a card tells, after its move; <see cref="Webhooks.Messages.WebhookTemplate.Places"/> has the names. What people wrote,
/// and who they are, is not told: it stands on the card's page, behind its rights.
/// </summary>
/// <param name="Title">Level and move, in Chinese.</param>
/// <param name="Text">One sentence about the card, in Chinese.</param>
/// <param name="Link">The card's page; null where the portal's address is not set.</param>
/// <param name="Number">The card's number.</param>
/// <param name="Level">Notice, yellow or red.</param>
/// <param name="State">Where the card stands.</param>
/// <param name="Revision">Rises with each move of the card: of two events, the later one has the larger one.</param>
/// <param name="Unit">The unit's code at the time of issue.</param>
/// <param name="UnitName">The unit's name today.</param>
/// <param name="Subject">Case or appeal.</param>
/// <param name="Source">The name of the record's source.</param>
/// <param name="CaseNo">The record's number there.</param>
/// <param name="ItemCode">The item's code; null without one.</param>
/// <param name="ItemName">The item's name; null without one.</param>
/// <param name="Rule">The rule's code.</param>
/// <param name="At">The instant of which the rule speaks.</param>
/// <param name="IssuedAt">When the card was issued.</param>
/// <param name="DueAt">When the record was due; null without a limit.</param>
/// <param name="AnswerDueAt">The end of the time to answer; null when nothing is to be answered.</param>
internal sealed record CardEventData(
    string Title,
    string Text,
    string? Link,
    long Number,
    string Level,
    string State,
    int Revision,
    string Unit,
    string UnitName,
    string Subject,
    string Source,
    string CaseNo,
    string? ItemCode,
    string? ItemName,
    string Rule,
    DateTimeOffset At,
    DateTimeOffset IssuedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? AnswerDueAt
);
