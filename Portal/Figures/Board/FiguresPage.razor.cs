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

/// <summary>Owed figures: a list of sheets for clerks, a board of units by months for supervisors.</summary>
public sealed partial class FiguresPage : IDisposable
{
    private readonly ComponentLifetime _gone = new();
    private Actor _actor = Actor.Nobody;
    private FiguresAddress _address = new();
    private BoardView? _board;
    private OwedView? _list;
    private bool _unknown;
    private bool _unknownForm;
    private bool _busy;
    private string? _confirmation;
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
    public string? ViewParameter { get; set; }

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

    [SupplyParameterFromQuery(Name = "part")]
    public string? PartText { get; set; }

    [SupplyParameterFromQuery(Name = "only")]
    public string? OnlyUnit { get; set; }

    private string Title =>
        _board is { } board ? Text["board.title.year", board.Unit.Name, board.Year]
        : _list is { } list ? Heading(list)
        : Text["board.title"];

    protected override async Task OnParametersSetAsync()
    {
        _actor = await Actors.GetAsync();
        _own = await Opening.ReadAsync("own", OwnAsync);
        _confirmation = null;
        _address = FiguresAddress.Parse(Navigation.Uri);
        var isOpening = Opening.HasRequestData;
        await LoadAsync();
        if (RendererInfo.IsInteractive && !_gone.IsCancellationRequested)
            _watch ??= Feed.WatchAll(() => InvokeAsync(FollowAsync));
        if (isOpening)
            await FollowAsync(); // picks up what was saved since the request
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
        var viewKind = address.ViewKind ?? (_actor.EntersFigures ? FiguresViewKind.List : FiguresViewKind.Board);
        var board = viewKind == FiguresViewKind.Board ? await Reader.BoardAsync(_actor, address, _gone.Token) : null;
        var list = viewKind == FiguresViewKind.List ? await Reader.ListAsync(_actor, address, _gone.Token) : null;
        return (board, list, unknownForm);
    }

    private async Task<IReadOnlyList<string>> OwnAsync()
    {
        var units = (await References.GetAsync(_gone.Token)).Units;
        return [.. _actor.ScopeFor(Permissions.FiguresRead).Tops.Select(units.Find).OfType<Unit>().Select(unit => unit.Code)];
    }

    /// <summary>A sheet was saved, submitted or approved: reads the view again for the open page.</summary>
    private async Task FollowAsync()
    {
        if (_busy || _gone.IsCancellationRequested)
            return; // a reminder in progress reads the view itself
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
    /// Reminds of the sheets. The second click of a double click finds no sheet left to remind of, and keeps the message of the first.
    /// </summary>
    public async Task RemindAsync(IReadOnlyList<SheetKey> sheets)
    {
        if (_busy || !sheets.Any(RemindableSheets().Contains))
            return;
        _busy = true;
        // Rights may have changed since the page was opened.
        var reminded = await Reminders.RemindByHandAsync(await Actors.GetAsync(), sheets, _gone.Token);
        _confirmation = reminded switch
        {
            { Refusal: { } refusal } => refusal.Text,
            { Value: 0 } => Text["reminder.none"],
            { Value: var count } => Text["reminder.done", SheetStateFormatter.Count(count)],
        };
        _busy = false;
        await LoadAsync();
    }

    private IReadOnlyCollection<SheetKey> RemindableSheets() =>
        _board is { } board ? Wanted(board)
        : _list is { } list ? Wanted(list)
        : [];

    private static int Units(IEnumerable<SheetKey> sheets) => sheets.Select(s => s.Unit).Distinct(StringComparer.Ordinal).Count();

    // Users get no reminder of their own work.
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

    /// <summary>For clerks: the deadline of the due month.</summary>
    private string? Notice(OwedView list)
    {
        if (!_actor.EntersFigures || list.Months.FirstOrDefault(m => m.IsDue) is not { Next: { } next } due)
            return null;
        var (day, month) = (new SheetStateFormatter(Text, list.Today).Day(next.Deadline.Day), SheetStateFormatter.Month(due.Month));
        return next switch
        {
            { IsLate: true } => Text["reminder.notice.late", day, month],
            { WorkdaysLate: 0 } => Text["reminder.notice.today", day, month],
            _ => Text["reminder.notice.left", day, month, -next.WorkdaysLate],
        };
    }

    private string Heading(OwedView list)
    {
        var name = list.OnlyName is { } only ? Text["board.list.only", only] : list.Unit!.Name;
        return (_address.Part, _address.Month) switch
        {
            ({ } part, { } month) => Text["board.list.part", name, SheetStateFormatter.Month(month), Text[$"board.part.{part}"]],
            ({ } part, null) => Text["board.list.part", name, list.Year, Text[$"board.part.{part}"]],
            (null, { } month) => Text["board.list.month", name, SheetStateFormatter.Month(month)],
            (null, null) => Text["board.list.title", name],
        };
    }
}
