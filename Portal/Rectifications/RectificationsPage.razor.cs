using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Rectifications;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Navigation;

namespace Portal.Rectifications;

/// <summary>The rectification orders of the reader's units: how many, and which. It follows every commit.</summary>
public sealed partial class RectificationsPage
{
    private const int MostListed = 100;

    private RectificationsAddress _address = new();
    private RectificationFormatter? _format;
    private Board? _read;
    private string? _text;

    [Inject]
    public required RectificationReader Reader { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required IStringLocalizer<RectificationsText> Texts { get; set; }

    private RectificationFormatter Format => _format ??= new(Texts, Time);

    private IReadOnlyList<RectificationView> Orders => _read?.Orders ?? [];

    private IEnumerable<(RectificationStage Stage, int Count, string Tone, string Address)> Tiles
    {
        get
        {
            yield return Tile(RectificationStage.Overdue, "red-card", c => c.IsOverdue);
            yield return Tile(RectificationStage.Unit, "warning", c => c.State == RectificationState.Ordered);
            yield return Tile(RectificationStage.Office, "", c => c.State == RectificationState.Submitted);
            yield return Tile(RectificationStage.Ended, "", c => c.State is RectificationState.Closed or RectificationState.Withdrawn);

            (RectificationStage, int, string, string) Tile(RectificationStage stage, string tone, Func<RectificationCount, bool> which) =>
                (stage, Sum(which), tone, (_address with { Stage = stage, Before = null }).ToUri());
        }
    }

    protected override string Path => PortalUrls.Rectifications;

    protected override IEnumerable<WakeTopic> Topics => [WakeTopic.RectificationsChanged];

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task LoadAsync()
    {
        var address = RectificationsAddress.Parse(Address);
        if (address != _address)
            _text = address.Text;
        _address = address;
        _read = await Opening.ReadAsync("orders", ReadAsync);
    }

    private async Task<Board> ReadAsync()
    {
        var actor = await Actors.GetAsync();
        var units = (await References.GetAsync(Gone)).Units;
        var mayOrder = actor.May(Permissions.TasksDecide);
        // A unit that the reader may not see filters everything out.
        var unit = _address.Unit is { } code ? units.Find(code)?.Id ?? 0 : (int?)null;
        if (unit is { } id && !actor.ScopeFor(Permissions.TasksRead).Contains(units, id, Time.Today))
            return new([], [], 0, Next: null, mayOrder);
        var filter = new RectificationFilter(unit, _address.States, _address.IsOverdue, _address.Text);
        var counts = await Reader.CountAsync(actor, filter with { States = null, IsOverdue = null }, Gone);
        // One more than is shown tells whether there is another page.
        var page = await Reader.PageAsync(actor, filter, _address.Before, MostListed + 1, Gone);
        List<RectificationView> shown = [.. page.Take(MostListed)];
        var total = counts.Where(c => Matches(c, filter)).Sum(c => c.Count);
        return new(shown, counts, total, page.Count > MostListed ? shown[^1].Id : null, mayOrder);
    }

    private static bool Matches(RectificationCount count, RectificationFilter filter) =>
        (filter.States is not { Count: > 0 } states || states.Contains(count.State))
        && (filter.IsOverdue is not { } overdue || count.IsOverdue == overdue);

    private void Find() => Navigation.NavigateTo((_address with { Text = _text?.Trim(), Before = null }).ToUri());

    private int Sum(Func<RectificationCount, bool> which) => _read?.Counts.Where(which).Sum(c => c.Count) ?? 0;

    private static string? Present(bool isPresent) => isPresent ? "true" : null;

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private sealed record Board(
        IReadOnlyList<RectificationView> Orders,
        IReadOnlyList<RectificationCount> Counts,
        int Total,
        long? Next,
        bool MayOrder
    );
}
