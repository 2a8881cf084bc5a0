using System.Globalization;
using Microsoft.AspNetCore.Components;
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
public sealed partial class WorklistPage
{
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
    public required DistrictTime Time { get; set; }

    [Inject]
    public required IStringLocalizer<WorklistText> Texts { get; set; }

    /// <summary>The tasks of the chosen kind, whatever time is left.</summary>
    private IEnumerable<WorkItem> OfKind => (_read ?? []).Where((_address with { Due = null }).Shows);

    private IReadOnlyList<WorkItem> Shown => [.. (_read ?? []).Where(_address.Shows)];

    private bool IsCut => (_read ?? []).GroupBy(item => (item.Kind, item.Step)).Any(g => g.Count() >= WorklistReader.MostOfKind);

    protected override string Path => PortalUrls.Tasks;

    protected override IEnumerable<WakeTopic> Topics =>
        [WakeTopic.CardsChanged, WakeTopic.RectificationsChanged, WakeTopic.CampaignsChanged, WakeTopic.ReviewsChanged];

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task LoadAsync()
    {
        _address = WorklistAddress.Parse(Address);
        _read = await Opening.ReadAsync("tasks", ReadAsync);
    }

    private async Task<IReadOnlyList<WorkItem>> ReadAsync()
    {
        var units = (await References.GetAsync(Gone)).Units;
        // A unit that the reader may not see filters everything out.
        var unit = _address.Unit is { } code ? units.Find(code)?.Id ?? 0 : (int?)null;
        return await Reader.ReadAsync(await Actors.GetAsync(), unit, Gone);
    }

    private int Count(DueSpan due) => OfKind.Count(item => item.Due == due);

    private string DueOf(WorkItem item) => item.DueAt is { } due ? Time.ToDueText(due) : "—";

    private string KindOf(WorkItem item) => item.Level is { } level ? Texts[$"card.{level}"] : Texts[$"kind.{item.Kind}"];

    private string StepOf(WorkItem item) => Texts[$"{item.Kind}.{item.Step}", item.Count];

    private static string? Present(bool isPresent) => isPresent ? "true" : null;

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
