using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Shared;
using Portal.Figures.Cells;
using Portal.Figures.Feed;

namespace Portal.Figures.Sheets;

/// <summary>One sheet: its clerk fills it in, the units above approve it, and all readers see its state.</summary>
public sealed partial class SheetPage : IAsyncDisposable
{
    private readonly ComponentLifetime _gone = new();
    private SheetKey? _key;
    private SheetView? _view;
    private SheetEditor? _editor;
    private SheetFindings? _findings;
    private IReadOnlyDictionary<string, CellShare> _shares = new Dictionary<string, CellShare>();
    private WorkingCalendar? _calendar;
    private IDisposable? _watch;
    private ElementReference _root;
    private IJSObjectReference? _module;
    private IJSObjectReference? _grid;
    private DotNetObjectReference<SheetPage>? _self;
    private bool _attached;
    private bool _missing;
    private string? _focusedCell;
    private string _message = "";

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required SheetReader Sheets { get; set; }

    [Inject]
    public required ISheetEntry Entry { get; set; }

    [Inject]
    public required SheetMoves Moves { get; set; }

    [Inject]
    public required FigureFeed Feed { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Inject]
    public required ILogger<SheetPage> Log { get; set; }

    [Parameter]
    public required string FormCode { get; set; }

    [Parameter]
    public required string UnitCode { get; set; }

    /// <summary><c>2014-10</c>.</summary>
    [Parameter]
    public required string MonthText { get; set; }

    /// <summary>The reader follows a link to review the sheet.</summary>
    [SupplyParameterFromQuery(Name = FiguresAddress.Review)]
    public string? ReviewMark { get; set; }

    private SheetFormatter Formatter => field ??= new(Text, CultureInfo.CurrentUICulture, Time);

    private SheetContext? Context =>
        _view is { } view && _editor is { } editor && _findings is { } findings && _calendar is { } calendar
            ? new(view, editor, Formatter, findings, calendar, this)
            {
                Ticked = _ticked,
                Shares = _shares,
                SavedAt = _savedAt,
                MarksMissing = _tried,
                Busy = _busy,
                Entering = view.May.Enter && !_reviews,
            }
            : null;

    protected override async Task OnParametersSetAsync()
    {
        var key = KeyOf(FormCode, UnitCode, MonthText);
        if (key == _key && (_view is not null || _missing))
            return;
        await CloseAsync();
        (_key, _view, _editor, _missing, _message, _focusedCell, _tried, _reviews) = (
            key,
            null,
            null,
            false,
            "",
            null,
            false,
            ReviewMark is not null
        );
        var actor = await Actors.GetAsync();
        var isOpening = Opening.HasRequestData;
        var view = key is null ? null : await Opening.ReadAsync("sheet", () => Sheets.OpenAsync(actor, key, _gone.Token));
        if (key != _key)
            return; // the reader has moved on
        if (view is null)
        {
            _missing = true;
            return;
        }
        _calendar = await Opening.ReadAsync("calendar", async () => (await References.GetAsync(_gone.Token)).Calendar);
        _editor = new(view.Definition, Formatter.Input);
        Show(view);
        if (RendererInfo.IsInteractive)
            _watch = Feed.Watch(new(view.Form.Id, view.UnitId, view.Key.Month), () => InvokeAsync(FollowAsync));
        if (isOpening)
            await FollowAsync(); // picks up what was saved since the request
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_view is null || _gone.IsCancellationRequested)
            return;
        try
        {
            await AttachAsync();
            await SendSettledAsync();
        }
        catch (Exception lost) when (IsLost(lost))
        {
            // The browser is disconnected: it keeps unconfirmed input and sends it again.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _gone.CancelAsync();
        _self?.Dispose();
        _saveTimer?.Dispose();
        _gone.Dispose();
    }

    private static SheetKey? KeyOf(string form, string unit, string month) =>
        Days.TryParseMonth(month, out var first) ? new(form, unit, first) : null;

    private static bool IsLost(Exception exception) =>
        exception is JSDisconnectedException or TaskCanceledException or ObjectDisposedException;

    /// <summary>Saves input before the page closes; the browser may have gone already.</summary>
    private async Task CloseAsync()
    {
        _watch?.Dispose();
        _watch = null;
        if (_view is { May.Enter: true })
            await SaveAsync();
        await DetachAsync();
    }

    private void Show(SheetView view)
    {
        if (!view.May.Enter)
            KeepUnsaved(view);
        if (_view is { } before && before.Status != view.Status && !_busy)
            _message = "";
        _view = view;
        _reviews |= view.May.Approve;
        _editor!.AcceptStored(view.Cells);
        Check();
    }

    /// <summary>The sheet changed: here, in another editor or in another process.</summary>
    private async Task FollowAsync()
    {
        if (_gone.IsCancellationRequested || _key is not { } key)
            return;
        var view = await Sheets.OpenAsync(await Actors.GetAsync(), key, _gone.Token);
        if (key != _key || view is null || (view.Revision <= _view!.Revision && view.May == _view.May))
            return;
        Show(view);
        StateHasChanged();
    }

    private async Task AttachAsync()
    {
        if (_attached || _view is null)
            return;
        _attached = true;
        var actor = await Actors.GetAsync();
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", _gone.Token, $"./{Assets["Figures/Sheets/SheetPage.razor.js"]}");
        _self ??= DotNetObjectReference.Create(this);
        _grid = await _module.InvokeAsync<IJSObjectReference>(
            "attach",
            _gone.Token,
            _root,
            _self,
            $"figures/{actor.Name}/{FormCode}/{UnitCode}/{MonthText}"
        );
    }

    private async Task DetachAsync()
    {
        _attached = false;
        try
        {
            if (_grid is not null)
            {
                await _grid.InvokeVoidAsync("dispose");
                await _grid.DisposeAsync();
            }
            if (_gone.IsCancellationRequested && _module is not null)
                await _module.DisposeAsync();
        }
        catch (Exception lost) when (IsLost(lost))
        {
            // The browser has gone, and the script with it.
        }
        _grid = null;
    }
}
