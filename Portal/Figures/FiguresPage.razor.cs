using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Domain.Access;

namespace Portal.Figures;

/// <summary>Who owes which figures: sheet by sheet for those who enter them, units by months for those who wait for them.</summary>
public sealed partial class FiguresPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Actor _actor = Actor.Nobody;
    private FiguresAddress _address = new();
    private BoardView? _board;
    private OwedView? _list;
    private bool _unknown;

    [Inject] public required CurrentActor Actors { get; set; }

    [Inject] public required FiguresReader Reader { get; set; }

    [Inject] public required NavigationManager Navigation { get; set; }

    // Named so that a change of the query alone is a change of the page.
    [SupplyParameterFromQuery(Name = "view")] public string? SightWord { get; set; }

    [SupplyParameterFromQuery(Name = "unit")] public string? UnitCode { get; set; }

    [SupplyParameterFromQuery(Name = "year")] public string? YearText { get; set; }

    [SupplyParameterFromQuery(Name = "month")] public string? MonthText { get; set; }

    [SupplyParameterFromQuery(Name = "form")] public string? FormCode { get; set; }

    [SupplyParameterFromQuery(Name = "missing")] public string? MissingMark { get; set; }

    private string Title => _board is { } board ? Text["board.title.year", board.Unit.Name, board.Year] : _list is { } list ? Heading(list) : Text["board.title"];

    protected override async Task OnParametersSetAsync()
    {
        _actor = await Actors.GetAsync();
        _address = FiguresAddress.Parse(Navigation.Uri);
        await LoadAsync();
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task LoadAsync()
    {
        var sight = _address.Sight ?? (_actor.Role == Role.Clerk ? FiguresSight.List : FiguresSight.Board);
        var board = sight == FiguresSight.Board ? await Reader.BoardAsync(_actor, _address, _gone.Token) : null;
        var list = sight == FiguresSight.List ? await Reader.ListAsync(_actor, _address, _gone.Token) : null;
        (_board, _list, _unknown) = (board, list, board is null && list is null);
    }

    private string Heading(OwedView list) => _address.Month is { } month
        ? Text["board.list.month", list.Unit!.Name, StandingWords.Month(month)]
        : Text["board.list.title", list.Unit!.Name];
}
