using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Shared;
using Portal.Domain.Standards.Handling;
using Portal.Domain.Standards.Reading;
using Portal.Navigation;

namespace Portal.Standards;

/// <summary>Which service points meet their standard, and which units are stationed in the service centre.</summary>
public sealed partial class StandardsPage : IDisposable
{
    private readonly ComponentLifetime _gone = new();
    private StandardsAddress _address = new();
    private StandardsFormatter? _format;
    private StandardsView? _read;
    private Refusal? _refusal;
    private bool _mayWrite;
    private bool _isDone;

    [Inject]
    public required StandardsReader Reader { get; set; }

    [Inject]
    public required StandardMoves Moves { get; set; }

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

    [Inject]
    public required IStringLocalizer<StandardsText> Texts { get; set; }

    private StandardsFormatter Format => _format ??= new(Texts);

    private IReadOnlyList<PointView> Points => [.. _read!.Points.Where(p => _address.Kind is null || p.Kind == _address.Kind)];

    protected override Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        return LoadAsync();
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task LoadAsync()
    {
        _address = StandardsAddress.Parse("/" + Navigation.ToBaseRelativePath(Navigation.Uri));
        _read = await Opening.ReadAsync("standards", ReadAsync);
        _mayWrite = (await Actors.GetAsync()).May(Permissions.StandardsWrite);
    }

    private async Task<StandardsView> ReadAsync()
    {
        var units = (await References.GetAsync(_gone.Token)).Units;
        // A unit that the reader may not see filters everything out.
        var unit = _address.Unit is { } code ? units.Find(code)?.Id ?? 0 : (int?)null;
        return await Reader.ReadAsync(await Actors.GetAsync(), unit, _address.On, _gone.Token);
    }

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        if (string.Equals(new Uri(e.Location).AbsolutePath, PortalUrls.Standards, StringComparison.OrdinalIgnoreCase))
            _ = InvokeAsync(ShowAsync);
    }

    private async Task ShowAsync()
    {
        try
        {
            (_refusal, _isDone) = (null, false);
            await LoadAsync();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            await DispatchExceptionAsync(failed);
        }
    }

    private async Task NoteAsync(StationedUnit unit, ChangeEventArgs change)
    {
        _refusal = await Moves.NoteStationingAsync(await Actors.GetAsync(), unit.Code, change.Value as string ?? "", _gone.Token);
        _isDone = _refusal is null;
        await LoadAsync();
    }

    private static string Plan(PointView point) => point.PlannedFor is { } day ? $"{Days.ToText(day)} {point.Plan}" : point.Plan ?? "";
}
