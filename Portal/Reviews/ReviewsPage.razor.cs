using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Reviews;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Navigation;

namespace Portal.Reviews;

/// <summary>The bad reviews of the reader's units: how many, how many were mended, and which. It follows every commit.</summary>
public sealed partial class ReviewsPage
{
    private const int MostListed = 100;

    private ReviewsAddress _address = new();
    private ReviewFormatter? _format;
    private Board? _read;

    [Inject]
    public required ReviewReader Reader { get; set; }

    [Inject]
    public required MendedReviews Shares { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required IStringLocalizer<ReviewsText> Texts { get; set; }

    private ReviewFormatter Format => _format ??= new(Texts, Time);

    private IReadOnlyList<ReviewView> Reviews => _read?.Reviews ?? [];

    private MendedShare Mended => _read?.Mended ?? default;

    private IEnumerable<(ReviewStage Stage, int Count, string Tone, string Address)> Tiles =>
        from tile in ((ReviewStage Stage, string Tone)[])
            [
                (ReviewStage.Open, "warning"),
                (ReviewStage.CallLate, "red-card"),
                (ReviewStage.MendLate, "red-card"),
                (ReviewStage.Office, ""),
            ]
        let address = _address with
        {
            Stage = tile.Stage,
            Before = null,
        }
        select (tile.Stage, Sum(_read?.Counts ?? [], address), tile.Tone, address.ToUri());

    protected override string Path => PortalUrls.Reviews;

    protected override IEnumerable<WakeTopic> Topics => [WakeTopic.ReviewsChanged];

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task LoadAsync()
    {
        _address = ReviewsAddress.Parse(Address);
        _read = await Opening.ReadAsync("reviews", ReadAsync);
    }

    private async Task<Board> ReadAsync()
    {
        var address = _address;
        var actor = await Actors.GetAsync();
        var units = (await References.GetAsync(Gone)).Units;
        // A unit that the reader may not see filters everything out.
        var unit = address.Unit is { } code ? units.Find(code)?.Id ?? 0 : (int?)null;
        if (unit is { } id && !actor.ScopeFor(Permissions.TasksRead).Contains(units, id, Time.Today))
            return new([], [], 0, Next: null, default);
        var filter = new ReviewFilter(unit, address.States, address.IsLate);
        var counts = await Reader.CountAsync(actor, new(unit), Gone);
        // One more than is shown tells whether there is another page.
        var page = await Reader.PageAsync(actor, filter, address.Before, MostListed + 1, Gone);
        List<ReviewView> shown = [.. page.Take(MostListed)];
        var mended = await Shares.OfAsync(actor, unit, DateOnly.MinValue, Time.Today, Gone);
        return new(shown, counts, Sum(counts, address), page.Count > MostListed ? shown[^1].Id : null, mended);
    }

    /// <summary>How many reviews an address shows on all its pages.</summary>
    private static int Sum(IEnumerable<ReviewCount> counts, ReviewsAddress address) =>
        counts
            .Where(c => address.States.Count == 0 || address.States.Contains(c.State))
            .Where(c => address.IsLate is null || c.IsLate == address.IsLate)
            .Sum(c => c.Count);

    private static string? Present(bool isPresent) => isPresent ? "true" : null;

    private sealed record Board(
        IReadOnlyList<ReviewView> Reviews,
        IReadOnlyList<ReviewCount> Counts,
        int Total,
        long? Next,
        MendedShare Mended
    );
}
