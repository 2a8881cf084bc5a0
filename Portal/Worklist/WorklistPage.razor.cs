using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Marks;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Worklist;
using Portal.Navigation;
using Portal.Supervision;

namespace Portal.Worklist;

/// <summary>Everything that waits for the reader, by the time that is left. It follows every commit.</summary>
public sealed partial class WorklistPage
{
    private readonly HashSet<long> _chosen = [];
    private WorklistAddress _address = new();
    private bool _mayMove;
    private bool _hasMoved;
    private IReadOnlyList<WorkItem>? _read;

    [Inject]
    public required WorklistReader Reader { get; set; }

    [Inject]
    public required ReadMarks Marks { get; set; }

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

    private IReadOnlyList<WorkItem> Shown => [.. _address.Sorted((_read ?? []).Where(_address.Shows))];

    private int Unread => (_read ?? []).Where((_address with { Unread = false }).Shows).Count(item => item.IsUnread);

    private IReadOnlyList<WorkStep> Steps => [.. (_read ?? []).Select(item => item.Step).Distinct().Order()];

    private IReadOnlyList<ChosenCard> Chosen =>
        [
            .. Shown
                .Where(item => IsChoosable(item) && _chosen.Contains(item.Number))
                .Select(item => new ChosenCard(item.Number, item.Version, $"{item.UnitName} {item.Title}")),
        ];

    private bool IsCut => (_read ?? []).GroupBy(item => (item.Kind, item.Step)).Any(g => g.Count() >= WorklistReader.MostOfKind);

    protected override string Path => PortalUrls.Tasks;

    protected override IEnumerable<WakeTopic> Topics =>
        [WakeTopic.CardsChanged, WakeTopic.RectificationsChanged, WakeTopic.CampaignsChanged, WakeTopic.ReviewsChanged];

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task LoadAsync()
    {
        _address = WorklistAddress.Parse(Address);
        var actor = await Actors.GetAsync();
        _mayMove = actor.May(Permissions.CardsWrite);
        _read = await Opening.ReadAsync("tasks", ReadAsync);
        _chosen.IntersectWith(Shown.Where(IsChoosable).Select(item => item.Number));
    }

    private bool IsChoosable(WorkItem item) => _mayMove && item.IsWithUnit;

    private void Choose(WorkItem item, ChangeEventArgs change)
    {
        if (change.Value is true)
            _chosen.Add(item.Number);
        else
            _chosen.Remove(item.Number);
    }

    private void ChooseAll()
    {
        if (_chosen.Count > 0)
            _chosen.Clear();
        else
            _chosen.UnionWith(Shown.Where(IsChoosable).Select(item => item.Number));
    }

    private Task MovedAsync()
    {
        _hasMoved = true;
        _chosen.Clear();
        return LoadAsync();
    }

    private void Search(ChangeEventArgs change)
    {
        var text = (change.Value as string ?? "").Trim();
        Navigation.NavigateTo((_address with { Text = text is { Length: > 0 and <= WorklistAddress.MostText } ? text : null }).ToUri());
    }

    // The page of a campaign does not know which of its lines led there.
    private async Task OpenAsync(WorkItem item) => await Marks.NoteAsync(await Actors.GetAsync(), item.Key, item.Version);

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

    private string StepOf(WorkItem item)
    {
        // A leader is shown it because of its level, and not because it is late.
        if (item is { Step: WorkStep.Watch, Desk: CardDesk.District } && item.Due != DueSpan.Overdue)
            return Texts[$"desk.{item.Desk}"];
        var step = Texts[$"{item.Kind}.{item.Step}", item.Count].Value;
        return item.Desk is null or CardDesk.Unit ? step : $"{step} · {Texts[$"desk.{item.Desk}"]}";
    }

    private static string ClassOf(WorkItem item) =>
        $"{(item.Due == DueSpan.Overdue ? "late" : "")} {(item.IsUnread ? "unread" : "")}".Trim();

    private bool? Sorts(WorkSort sort) => _address.Sort == sort ? _address.Descending : null;

    private static string? Present(bool isPresent) => isPresent ? "true" : null;

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
