using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Reminders;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Figures.Feed;

namespace Portal.Figures.Board;

/// <summary>Who owes which figures: sheet by sheet for those who enter them, units by months for those who wait for them.</summary>
public sealed partial class FiguresPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Actor _actor = Actor.Nobody;
    private FiguresAddress _address = new();
    private BoardView? _board;
    private OwedView? _list;
    private bool _unknown;
    private bool _unknownForm;
    private bool _busy;
    private string? _told;
    private IReadOnlyList<string> _own = [];
    private IDisposable? _watch;

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required FiguresReader Reader { get; set; }

    [Inject]
    public required FigureFeed Feed { get; set; }

    [Inject]
    public required FigureReminders Reminders { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    // Named so that a change of the query alone is a change of the page.
    [SupplyParameterFromQuery(Name = "view")]
    public string? SightWord { get; set; }

    [SupplyParameterFromQuery(Name = "unit")]
    public string? UnitCode { get; set; }

    [SupplyParameterFromQuery(Name = "year")]
    public string? YearText { get; set; }

    [SupplyParameterFromQuery(Name = "month")]
    public string? MonthText { get; set; }

    [SupplyParameterFromQuery(Name = "form")]
    public string? FormCode { get; set; }

    [SupplyParameterFromQuery(Name = "missing")]
    public string? MissingMark { get; set; }

    private string Title =>
        _board is { } board ? Text["board.title.year", board.Unit.Name, board.Year]
        : _list is { } list ? Heading(list)
        : Text["board.title"];

    protected override async Task OnParametersSetAsync()
    {
        _actor = await Actors.GetAsync();
        _own = await Opening.ReadAsync("own", OwnAsync);
        _told = null;
        _address = FiguresAddress.Parse(Navigation.Uri);
        var isOpening = Opening.HasRequestData;
        await LoadAsync();
        if (RendererInfo.IsInteractive && !_gone.IsCancellationRequested)
            _watch ??= Feed.WatchAll(() => InvokeAsync(FollowAsync));
        if (isOpening)
            await FollowAsync(); // what was saved since the request
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task LoadAsync()
    {
        var address = _address;
        var (board, list, unknownForm) = await Opening.ReadAsync("figures", () => ReadAsync(address));
        if (address != _address)
            return; // the reader has moved on
        (_board, _list, _unknown, _unknownForm) = (board, list, board is null && list is null, unknownForm);
    }

    private async Task<(BoardView? Board, OwedView? List, bool UnknownForm)> ReadAsync(FiguresAddress address)
    {
        var unknownForm = address.Form is { } form && !await Reader.KnowsFormAsync(form, _gone.Token);
        var sight = address.Sight ?? (_actor.EntersFigures ? FiguresSight.List : FiguresSight.Board);
        var board = sight == FiguresSight.Board ? await Reader.BoardAsync(_actor, address, _gone.Token) : null;
        var list = sight == FiguresSight.List ? await Reader.ListAsync(_actor, address, _gone.Token) : null;
        return (board, list, unknownForm);
    }

    private async Task<IReadOnlyList<string>> OwnAsync()
    {
        var units = (await References.GetAsync(_gone.Token)).Units;
        return [.. _actor.ScopeFor(Permissions.FiguresRead).Tops.Select(units.Find).OfType<Unit>().Select(unit => unit.Code)];
    }

    /// <summary>Somebody saved, submitted or approved: who looks on sees it without asking again.</summary>
    private async Task FollowAsync()
    {
        if (_busy || _gone.IsCancellationRequested)
            return; // whoever reminds reads again by themselves
        try
        {
            _actor = await Actors.GetAsync(); // rights may have changed
            await LoadAsync();
            StateHasChanged();
        }
        catch (Exception left) when (_gone.IsCancellationRequested && left is OperationCanceledException or ObjectDisposedException)
        {
            // The reader has gone.
        }
    }

    /// <summary>
    /// Reminds of the sheets. The second of two clicks finds nothing to remind of any more, and changes nothing about what is said of the
    /// first.
    /// </summary>
    public async Task RemindAsync(IReadOnlyList<SheetKey> sheets)
    {
        if (_busy || !sheets.Any(StillWanted().Contains))
            return;
        _busy = true;
        try
        {
            // Rights may have changed since the page was opened.
            var count = await Reminders.RemindByHandAsync(await Actors.GetAsync(), sheets, _gone.Token);
            _told = count == 0 ? Text["reminder.none"] : Text["reminder.done", StandingWords.Count(count)];
        }
        catch (SheetRefusedException)
        {
            _told = Text["reminder.denied"];
        }
        _busy = false;
        await LoadAsync();
    }

    private IReadOnlyCollection<SheetKey> StillWanted() =>
        _board is { } board ? Wanted(board)
        : _list is { } list ? Wanted(list)
        : [];

    private static int Units(IEnumerable<SheetKey> sheets) => sheets.Select(s => s.Unit).Distinct(StringComparer.Ordinal).Count();

    // One's own work needs no reminder from oneself.
    private bool IsOwn(string unit) => _own.Contains(unit);

    private List<SheetKey> Wanted(BoardView board) =>
        [.. board.Rows.Where(r => !IsOwn(r.Unit.Code) && r.RemindedOn != board.Today).SelectMany(r => r.Wanted)];

    private List<SheetKey> Wanted(OwedView list) =>
        !_actor.May(Permissions.FiguresApprove)
            ? []
            :
            [
                .. list
                    .Months.SelectMany(m => m.Rows)
                    .Where(r => r.IsOpen && r.Sheet.IsExpected && !IsOwn(r.Key.Unit) && !IsToday(r.RemindedAt, list.Today))
                    .Select(r => r.Key),
            ];

    private bool IsToday(DateTimeOffset? instant, DateOnly today) => instant is { } at && Time.DayOf(at) == today;

    private string? Last(BoardRow row) => row.RemindedOn is { } day ? Text["reminder.last", Days.ToText(day)].Value : null;

    /// <summary>For those who enter: by when the due month is wanted.</summary>
    private string? Notice(OwedView list)
    {
        if (!_actor.EntersFigures || list.Months.FirstOrDefault(m => m.IsDue) is not { Next: { } next } due)
            return null;
        var (day, month) = (new StandingWords(Text, list.Today).Day(next.Deadline.Day), StandingWords.Month(due.Month));
        return next switch
        {
            { IsLate: true } => Text["reminder.notice.late", day, month],
            { WorkdaysLate: 0 } => Text["reminder.notice.today", day, month],
            _ => Text["reminder.notice.left", day, month, -next.WorkdaysLate],
        };
    }

    private string Heading(OwedView list) =>
        _address.Month is { } month
            ? Text["board.list.month", list.Unit!.Name, StandingWords.Month(month)]
            : Text["board.list.title", list.Unit!.Name];
}
