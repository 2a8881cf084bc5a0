using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Catalogue;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Domain.Worklist;
using Portal.Navigation;

namespace Portal.Worklist;

/// <summary>Everything that waits for the reader, by the time that is left. It follows every commit.</summary>
public sealed partial class WorklistPage : IDisposable
{
    private readonly ComponentLifetime _gone = new();
    private readonly List<CommitFollower> _followers = [];
    private WorklistAddress _address = new();
    private IReadOnlyList<WorkItem>? _read;

    [Inject]
    public required WorklistReader Reader { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required WakeSignals Signals { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    [Inject]
    public required IStringLocalizer<WorklistText> Texts { get; set; }

    /// <summary>The tasks of the chosen kind, whatever time is left.</summary>
    private IEnumerable<WorkItem> OfKind => (_read ?? []).Where((_address with { Due = null }).Shows);

    private IReadOnlyList<WorkItem> Shown => [.. (_read ?? []).Where(_address.Shows)];

    private bool IsCut => (_read ?? []).GroupBy(item => (item.Kind, item.Step)).Any(g => g.Count() >= WorklistReader.MostOfKind);

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        if (RendererInfo.IsInteractive)
        {
            WakeTopic[] topics = [WakeTopic.CardsChanged, WakeTopic.RectificationsChanged, WakeTopic.CampaignsChanged];
            _followers.AddRange(topics.Select(topic => new CommitFollower(Signals, topic, Clock, () => InvokeAsync(ShowAsync))));
        }
        await LoadAsync();
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        _followers.ForEach(follower => follower.Dispose());
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task LoadAsync()
    {
        _address = WorklistAddress.Parse("/" + Navigation.ToBaseRelativePath(Navigation.Uri));
        _read = await Opening.ReadAsync("tasks", ReadAsync);
    }

    private async Task<IReadOnlyList<WorkItem>> ReadAsync()
    {
        var units = (await References.GetAsync(_gone.Token)).Units;
        // A unit that the reader may not see filters everything out.
        var unit = _address.Unit is { } code ? units.Find(code)?.Id ?? 0 : (int?)null;
        return await Reader.ReadAsync(await Actors.GetAsync(), unit, _gone.Token);
    }

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        if (string.Equals(new Uri(e.Location).AbsolutePath, PortalUrls.Tasks, StringComparison.OrdinalIgnoreCase))
            _ = InvokeAsync(ShowAsync);
    }

    private async Task ShowAsync()
    {
        try
        {
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

    private int Count(DueSpan due) => OfKind.Count(item => item.Due == due);

    private string DueOf(WorkItem item) => item.DueAt is { } due ? Time.ToDueText(due) : "—";

    private string KindOf(WorkItem item) => item.Level is { } level ? Texts[$"card.{level}"] : Texts[$"kind.{item.Kind}"];

    private string StepOf(WorkItem item) => Texts[$"{item.Kind}.{item.Step}", item.Count];

    private static string? Present(bool isPresent) => isPresent ? "true" : null;

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
