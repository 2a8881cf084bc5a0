using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Campaigns.Handling;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Campaigns;

/// <summary>Orders a campaign: its texts, its phases, and who has to do what in each.</summary>
public sealed partial class NewCampaignPage
{
    private readonly List<PhaseDraft> _phases = [new()];
    private IReadOnlyList<OrderProblem> _problems = [];
    private CampaignOrder? _refused;
    private UnitTree _units = UnitTree.Empty;
    private UnitScope _scope = UnitScope.Nothing;
    private string _name = "";
    private string _purpose = "";
    private string _basis = "";
    private string _counted = "";
    private bool _isRead;
    private bool _busy;

    [Inject]
    public required CampaignMoves Moves { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _units = (await Opening.ReadAsync("reference", () => References.GetAsync())).Units;
        _scope = (await Actors.GetAsync()).ScopeFor(Permissions.CampaignsManage);
        _isRead = true;
    }

    private void AddPhase()
    {
        // A phase often goes on where the one before ends.
        var last = _phases[^1];
        _phases.Add(new() { StartsOn = last.DueOn?.AddDays(1), To = last.To });
    }

    private string Preview(PhaseDraft phase)
    {
        var items = phase.ToOrder(_units, _scope, Time.Today).Items;
        return Text[
            "items.preview",
            CampaignFormatter.Number(items.Count),
            CampaignFormatter.Number(items.DistinctBy(i => i.Unit).Count())
        ];
    }

    /// <summary>Which item of a phase is wrong.</summary>
    private string Place(OrderProblem problem) =>
        problem is { Phase: { } phase, Line: { } line } && _refused?.Phases[phase - 1].Items[line - 1] is { } item
            ? $"{item.Unit} {item.Name}: "
            : "";

    private async Task OrderAsync()
    {
        if (_busy)
            return; // the second click of a double click
        _busy = true;
        try
        {
            var order = new CampaignOrder(
                _name,
                _purpose,
                _basis,
                _counted,
                [.. _phases.Select(phase => phase.ToOrder(_units, _scope, Time.Today))]
            );
            var ordered = await Moves.OrderAsync(await Actors.GetAsync(), order);
            (_problems, _refused) = (ordered.Problems, order);
            if (ordered.Problems.Count == 0)
                Navigation.NavigateTo(CampaignAddress.Of(ordered.CampaignId)); // stays busy: a second click would order once more
            _busy = ordered.Problems.Count == 0;
        }
        catch
        {
            _busy = false;
            throw;
        }
    }
}
