using System.Text.Json;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Webhooks.Hosts;
using Portal.Domain.Webhooks.Messages;
using Portal.Domain.Webhooks.Outbox;

namespace Portal.Domain.Supervision.Events;

/// <summary>Tells those who subscribe to webhooks what happens to cards: the one place through which every move passes.</summary>
public sealed class CardEvents(WebhookRecorder recorder, WebhookOptions options, IReferenceReader references, DistrictTime time)
{
    /// <summary>Writes an event for each step that the cards have got in the open transaction, in the order of the steps.</summary>
    /// <param name="db">The context of the open transaction.</param>
    /// <param name="cards">Cards with ids; steps that are stored already, and cards without a new one, are passed over.</param>
    /// <param name="cancellation">Cancels the writing.</param>
    internal async Task WriteAsync(PortalDb db, IEnumerable<SupervisionCard> cards, CancellationToken cancellation)
    {
        if (!recorder.IsOn)
            return;
        var units = (await references.GetAsync(cancellation)).Units;
        var events = cards.SelectMany(card => card.Steps.Where(step => step.Id == 0).Select(step => EventOf(card, step, units)));
        await recorder.WriteAsync(db, units, [.. events], cancellation);
    }

    private NewEvent EventOf(SupervisionCard card, CardStep step, UnitTree units) =>
        new(
            TypeOf(step.Action),
            card.UnitId,
            step.At,
            () => JsonSerializer.Serialize(DataOf(card, step.Action, units), WebhookMessage.DataJson)
        );

    private static string TypeOf(CardAction action) =>
        action switch
        {
            CardAction.Issued => WebhookEventTypes.CardIssued,
            CardAction.Acknowledged => WebhookEventTypes.CardAcknowledged,
            CardAction.Answered => WebhookEventTypes.CardAnswered,
            CardAction.SentBack => WebhookEventTypes.CardSentBack,
            CardAction.Contested => WebhookEventTypes.CardContested,
            CardAction.Upheld => WebhookEventTypes.CardUpheld,
            CardAction.Closed => WebhookEventTypes.CardClosed,
            CardAction.Withdrawn => WebhookEventTypes.CardWithdrawn,
            CardAction.HandedOver => WebhookEventTypes.CardHandedOver,
            CardAction.Escalated => WebhookEventTypes.CardEscalated,
            CardAction.Commented => WebhookEventTypes.CardCommented,
            CardAction.TakenBack => WebhookEventTypes.CardTakenBack,
        };

    private CardEventData DataOf(SupervisionCard card, CardAction action, UnitTree units)
    {
        var evidence = CardEvidence.Read(card.Evidence);
        return new(
            CardSentence.Title(card, action),
            CardSentence.Of(card, units, time),
            options.Link is { } link ? new Uri(link, $"supervision/cards/{card.Id}").ToString() : null,
            card.Id,
            Word(card.Level),
            Word(card.State),
            card.Revision,
            evidence.Unit,
            units.NameAt(card.UnitId, time.Today),
            Word(card.Subject),
            evidence.Source,
            evidence.CaseNo,
            evidence.Item,
            evidence.ItemName,
            evidence.Rule,
            time.ToLocal(card.At),
            time.ToLocal(card.IssuedAt),
            Local(evidence.DueAt),
            Local(card.AnswerDueAt)
        );
    }

    private DateTimeOffset? Local(DateTimeOffset? instant) => instant is { } at ? time.ToLocal(at) : null;

    // As the API writes it.
    private static string Word(Enum member) => JsonNamingPolicy.CamelCase.ConvertName(member.ToString());
}
