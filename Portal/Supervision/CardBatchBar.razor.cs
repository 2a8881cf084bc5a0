using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Access.Moves;
using Portal.Domain.Access;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Handling;

namespace Portal.Supervision;

/// <summary>Acknowledges or hands over the chosen cards, and takes that back.</summary>
public sealed partial class CardBatchBar
{
    private readonly Dictionary<long, string> _titles = [];
    private PageMoves? _moving;
    private IReadOnlyList<CardOutcome>? _outcomes;
    private UnitScope _scope = UnitScope.Nothing;
    private string? _unit;
    private string _reason = "";
    private bool _handsOver;
    private bool _canUndo;

    /// <summary>The cards that are chosen on the page.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ChosenCard> Chosen { get; set; }

    /// <summary>Chooses all that can be chosen, or none when some are.</summary>
    [Parameter]
    public EventCallback OnChooseAll { get; set; }

    /// <summary>The page reads again and chooses none.</summary>
    [Parameter]
    public EventCallback OnMoved { get; set; }

    [Inject]
    private CardBatches Batches { get; set; } = default!;

    [Inject]
    private CurrentActor Actors { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private bool MayAcknowledge { get; set; }

    private PageMoves Moving => _moving ??= new(Actors, Clock);

    private int Done => _outcomes?.Count(outcome => outcome.Refusal is null) ?? 0;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Actors.GetAsync();
        MayAcknowledge = actor.May(Permissions.CardsWrite);
        _scope = actor.ScopeFor(Permissions.CardsWrite).Or(actor.ScopeFor(Permissions.CardsDecide));
    }

    private Task AcknowledgeAsync() => MoveAsync("acknowledge", actor => Batches.AcknowledgeAsync(actor, Seen()));

    private Task HandOverAsync() => MoveAsync("handOver", actor => Batches.HandOverAsync(actor, Seen(), _unit ?? "", _reason));

    private Task UndoAsync()
    {
        SeenCard[] done = [.. _outcomes!.Where(o => o.Refusal is null).Select(o => new SeenCard(o.Id, o.Revision))];
        return MoveAsync("undo", actor => Batches.TakeBackAsync(actor, done), isUndo: true);
    }

    private SeenCard[] Seen() => [.. Chosen.Select(card => new SeenCard(card.Id, card.Revision))];

    private Task MoveAsync(string name, Func<Actor, Task<Outcome<IReadOnlyList<CardOutcome>>>> move, bool isUndo = false) =>
        Moving.RunAsync(
            name,
            async actor =>
            {
                foreach (var card in Chosen)
                    _titles[card.Id] = card.Title;
                var outcome = await move(actor);
                if (outcome.Refusal is { } refusal)
                    return refusal;
                (_outcomes, _canUndo) = (outcome.Value, !isUndo);
                return null;
            },
            async () =>
            {
                if (!Moving.IsDone)
                    return;
                (_handsOver, _unit, _reason) = (false, null, "");
                await OnMoved.InvokeAsync();
            }
        );
}
