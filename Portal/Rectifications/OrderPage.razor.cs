using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Organisation;
using Portal.Domain.Rectifications;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;

namespace Portal.Rectifications;

/// <summary>The office orders a unit to mend something: what a card is about, or what was found otherwise.</summary>
public sealed partial class OrderPage
{
    private CardView? _card;
    private UnitScope _scope = UnitScope.Nothing;
    private Refusal? _refusal;
    private string? _unit;
    private string _problem = "";
    private string _basis = "";
    private DateOnly? _deadline;
    private string? _shown;
    private bool _isRead;
    private bool _busy;

    /// <summary>The card's number, as the address has it; null for an order without a card.</summary>
    [SupplyParameterFromQuery(Name = "card")]
    private string? CardNumber { get; set; }

    [Inject]
    public required RectificationMoves Moves { get; set; }

    [Inject]
    public required CardReader Cards { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_isRead && _shown == CardNumber)
            return;
        _shown = CardNumber;
        var actor = await Actors.GetAsync();
        _scope = actor.ScopeFor(Permissions.TasksDecide);
        _card = long.TryParse(CardNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await Opening.ReadAsync("card", () => Cards.FindAsync(actor, id))
            : null;
        _isRead = true;
        if (_card is not { } card)
            return;
        _unit = card.Evidence.Unit;
        _problem = Text["problem.card", card.Id, card.Evidence.CaseNo, card.Evidence.ItemName ?? ""].Value.Trim();
    }

    private async Task OrderAsync()
    {
        if (_busy)
            return; // the second click of a double click
        _busy = true;
        try
        {
            // Without a day, one that has passed: it is refused.
            var demand = new RectificationDemand(_problem, _basis, _deadline ?? DateOnly.MinValue, _card?.Id);
            var ordered = await Moves.OrderAsync(await Actors.GetAsync(), _unit ?? "", demand);
            _refusal = ordered.Refusal;
            if (_refusal is null)
                Navigation.NavigateTo(RectificationsAddress.Of(ordered.Value)); // stays busy: a second click would order once more
            _busy = _refusal is null;
        }
        catch
        {
            _busy = false;
            throw;
        }
    }
}
