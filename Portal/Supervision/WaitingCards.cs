using Portal.Domain.Access;
using Portal.Domain.Supervision.Cards;
using Portal.Navigation;

namespace Portal.Supervision;

/// <summary>The number of cards that wait for the reader, beside the entry of the menu.</summary>
internal sealed class WaitingCards(CardReader cards) : INavCount
{
    public string Entry => "supervision";

    public Task<int> CountAsync(Actor actor, CancellationToken cancellation = default) => cards.CountWaitingAsync(actor, cancellation);
}
