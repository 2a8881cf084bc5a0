using Portal.Domain.Access;
using Portal.Domain.Shared;

namespace Portal.Domain.Supervision.Cards;

/// <summary>A move of a card: its history as evidence, only added to.</summary>
public sealed class CardStep : IFrozen
{
    public long Id { get; set; }

    public long CardId { get; set; }

    public CardAction Action { get; set; }

    /// <summary>What was said; null where nothing was.</summary>
    public string? Text { get; set; }

    /// <summary>The sign-in name; <c>system</c> for what the portal did by a rule.</summary>
    public required string By { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>The unit that handed the card over; null of other moves.</summary>
    public int? FromUnitId { get; set; }

    /// <summary>The unit that it was handed to, or taken back to; null of other moves.</summary>
    public int? ToUnitId { get; set; }

    /// <summary>The level that it was escalated to; null of other moves.</summary>
    public CardDesk? Desk { get; set; }

    /// <summary>The state before, of a move that can be taken back; null of others.</summary>
    public CardState? StateBefore { get; set; }

    /// <summary>The end of the time to answer before such a move; null also where none was set.</summary>
    public DateTimeOffset? AnswerDueBefore { get; set; }

    /// <summary>The portal did it by a rule.</summary>
    public bool IsByRule => By == Actor.System.Name;
}
