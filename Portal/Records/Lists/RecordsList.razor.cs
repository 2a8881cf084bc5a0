using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;

namespace Portal.Records.Lists;

/// <summary>A list of records by its address: conditions, one page of rows, and how many there are.</summary>
public sealed partial class RecordsList : IDisposable
{
    /// <summary>Records on one page.</summary>
    public const int RowsOfPage = 50;

    /// <summary>
    /// Rows that are drawn at once when the list opens: more than a screen of 1080 pixels shows. The others follow at once, and the reader
    /// sees the first ones sooner.
    /// </summary>
    private const int RowsInSight = 25;

    /// <summary>Lists of up to this many records are counted before they are shown; longer ones afterwards.</summary>
    public const int MostCounted = 10_000;

    private static readonly string[] s_formats = ["csv", "xlsx"];

    private readonly ComponentLifetime _gone = new();
    private RecordsAddress _address = new();
    private RecordsView? _view;
    private RecordFormatter? _format;
    private IReadOnlyList<RecordChip> _chips = [];
    private IReadOnlyList<FoundRecord>? _page;
    private IReadOnlyList<(string Code, string Name)> _path = [];
    private RecordCursor? _next;
    private UnitScope _scope = UnitScope.Nothing;
    private string _owner = "";
    private long _count;
    private bool _isExact;
    private bool _drawsAll = true;
    private bool _countFailed;
    private bool _denied;

    [Parameter, EditorRequired]
    public required RecordStream Stream { get; set; }

    /// <summary>What the head of the list also shows.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private PrerenderHandover Opening { get; set; } = default!;

    [Inject]
    private CurrentActor Actors { get; set; } = default!;

    [Inject]
    private RecordsResolver Resolver { get; set; } = default!;

    [Inject]
    private RecordSearch Search { get; set; } = default!;

    [Inject]
    private DistrictTime Time { get; set; } = default!;

    [Inject]
    private ILogger<RecordsList> Log { get; set; } = default!;

    private string Title =>
        _view is { Filter: { Measure: not null, UnitId: not null } } view
            ? FigureTitle.Of(view, Metric, Time.Today)
            : Text[Stream == RecordStream.Cases ? "cases.title" : "appeals.title"];

    private RecordFormatter Format => _format!;

    private IReadOnlyList<FoundRecord> DrawnRows => _drawsAll ? _page! : [.. _page!.Take(RowsInSight)];

    private IReadOnlyList<RecordChip> Chips => _chips;

    /// <summary>The address of the first page: every change of a condition begins there.</summary>
    private RecordsAddress Base => _address with { After = null, InvalidParts = "" };

    private string Cleared =>
        new RecordsAddress
        {
            Stream = Stream,
            Unit = _address.Unit,
            Order = _address.Order,
            Hidden = _address.Hidden,
        }.ToUri();

    private string? UnitName => _view?.Filter.UnitId is { } unit ? _view.Reference.Units.NameAt(unit, _address.To ?? Time.Today) : null;

    protected override void OnInitialized() => Navigation.LocationChanged += Moved;

    protected override Task OnParametersSetAsync() => ReadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (_drawsAll || _page is null)
            return;
        _drawsAll = true;
        StateHasChanged();
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        _gone.Cancel();
        _gone.Dispose();
    }

    // The query alone changes no parameter of the page, so the router does not render it again.
    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        if (IsHere(e.Location))
            _ = InvokeAsync(ReadAndShowAsync);
    }

    private bool IsHere(string location)
    {
        var path = new Uri(location).AbsolutePath;
        return string.Equals(path.TrimEnd('/'), RecordsAddress.PathOf(Stream), StringComparison.OrdinalIgnoreCase);
    }

    // Nothing awaits it: a failure is shown by the error boundary.
    private async Task ReadAndShowAsync()
    {
        try
        {
            await ReadAsync();
            StateHasChanged();
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            await DispatchExceptionAsync(failed);
        }
    }

    private async Task ReadAsync()
    {
        var address = RecordsAddress.Parse("/" + Navigation.ToBaseRelativePath(Navigation.Uri));
        if (address == _address && _page is not null)
            return;
        var before = _address;
        _address = address;
        try
        {
            await ReadAsync(address);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            if (address != _address)
                return; // the reader has moved on
            _address = before; // of the rows that are shown; the new one can be tried again
            throw;
        }
    }

    private async Task ReadAsync(RecordsAddress address)
    {
        var actor = await Actors.GetAsync();
        // What a request has drawn already stays as it is.
        var opens = _page is null && RendererInfo.IsInteractive && !Opening.HasRequestData;
        var read = await Opening.ReadAsync("records", () => ReadAsync(address, actor));
        if (address != _address)
            return; // the reader has moved on
        (_view, _denied) = (read?.View, read is null);
        if (read is null)
            return;
        _owner = actor.Name;
        _scope = actor.ScopeFor(RecordPermissions.Read(Stream));
        _format = new(read.View.Reference, Time, Text, Metric);
        _chips = new RecordChips(read.View, Text, Metric, Time).All;
        // The unit itself is what the page chooses.
        _path = [.. UnitPath.To(read.View, address.To, _scope, Time.Today).SkipLast(1)];
        (_page, _next, _drawsAll) = (read.Rows, read.Next, !opens);
        (_count, _isExact, _countFailed) = (read.Count, read.Count <= MostCounted, false);
        if (!_isExact && RendererInfo.IsInteractive)
            _ = CountAsync(address, read.View.Filter, actor);
    }

    private async Task<ReadList?> ReadAsync(RecordsAddress address, Actor actor)
    {
        if (await Resolver.ResolveAsync(address, actor, _gone.Token) is not { } view)
            return null;
        var (rows, count) = await Search.OpenAsync(
            actor,
            view.Filter,
            address.Order,
            address.After,
            RowsOfPage + 1,
            MostCounted,
            _gone.Token
        );
        var shown = rows.Take(RowsOfPage).ToList();
        return new(view, shown, rows.Count > RowsOfPage ? RecordSearch.CursorOf(shown[^1], address.Order) : null, count);
    }

    /// <summary>Counts a long list while it is shown.</summary>
    private async Task CountAsync(RecordsAddress address, RecordFilter filter, Actor actor)
    {
        try
        {
            var count = await Search.CountAsync(actor, filter, int.MaxValue, _gone.Token);
            if (address != _address)
                return;
            (_count, _isExact) = (count, true);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return; // the page is gone
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            Log.LogWarning(failed, "The records of a list could not be counted.");
            if (address != _address)
                return;
            _countFailed = true;
        }
        await InvokeAsync(StateHasChanged);
    }

    private bool Hides(RecordColumn column) => !_address.Shows(column);

    // The page stays the same: another choice of columns begins no new list.
    private string ToggleUri(RecordColumn column) => (_address with { InvalidParts = "" }).Toggled(column).ToUri();

    private string SortUri(RecordSort by) => (Base with { Order = new(by, _address.Order.By != by || !_address.Order.Descending) }).ToUri();

    private bool? Sorts(RecordSort by) => _address.Order.By == by ? _address.Order.Descending : null;

    private void Go(RecordsAddress address) => Navigation.NavigateTo(address.ToUri());

    private string CountText =>
        _isExact ? Text["count", Number(_count)]
        : _countFailed ? Text["count.failed", Number(MostCounted)]
        : Text["count.more", Number(MostCounted)];

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private sealed record ReadList(RecordsView View, IReadOnlyList<FoundRecord> Rows, RecordCursor? Next, long Count);
}
