using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Rules;
using Portal.Navigation;

namespace Portal.Supervision;

/// <summary>The cards of the reader's units: how many, whose, and which. It follows every commit.</summary>
public sealed partial class SupervisionPage
{
    private const int MostListed = 300;

    private SupervisionAddress _address = new();
    private CardFormatter? _format;
    private readonly HashSet<long> _chosen = [];
    private Board? _read;
    private bool _mayMove;
    private bool _hasMoved;

    [Inject]
    public required CardReader Reader { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required IStringLocalizer<SupervisionText> Texts { get; set; }

    private CardFormatter Format => _format ??= new(Texts, Time);

    private IReadOnlyList<CardView> Cards => _read?.Cards ?? [];

    private IReadOnlyList<ChosenCard> Chosen =>
        [.. Cards.Where(c => _chosen.Contains(c.Id)).Select(c => new ChosenCard(c.Id, c.Revision, $"{c.UnitName} {c.Evidence.CaseNo}"))];

    private IReadOnlyList<UnitRow> Units => _read?.Units ?? [];

    private IEnumerable<(string Name, int Count, string Tone, string Address)> Tiles
    {
        get
        {
            var all = _address with { Level = null };
            yield return Tile("red", CardLevel.Red, CardStage.Open);
            yield return Tile("yellow", CardLevel.Yellow, CardStage.Open);
            yield return (
                "decide",
                Sum(c => c.State is CardState.Answered or CardState.Contested),
                "",
                (all with { Stage = CardStage.Decide }).ToUri()
            );
            yield return Tile("notice", CardLevel.Notice, CardStage.Open);

            (string, int, string, string) Tile(string name, CardLevel level, CardStage stage) =>
                (
                    name,
                    Sum(c => c.Level == level && c.State is CardState.Issued or CardState.Acknowledged),
                    CardFormatter.Tone(level),
                    (all with { Level = level, Stage = stage }).ToUri()
                );
        }
    }

    protected override string Path => PortalUrls.Supervision;

    protected override IEnumerable<WakeTopic> Topics => [WakeTopic.CardsChanged];

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task LoadAsync()
    {
        _address = SupervisionAddress.Parse(Address);
        var actor = await Actors.GetAsync();
        _mayMove = actor.May(Permissions.CardsWrite) || actor.May(Permissions.CardsDecide);
        _read = await Opening.ReadAsync("cards", ReadAsync);
        _chosen.IntersectWith(Cards.Where(IsChoosable).Select(card => card.Id));
    }

    private bool IsChoosable(CardView card) => _mayMove && card.IsWithUnit;

    private void Choose(CardView card, ChangeEventArgs change)
    {
        if (change.Value is true)
            _chosen.Add(card.Id);
        else
            _chosen.Remove(card.Id);
    }

    private void ChooseAll()
    {
        if (_chosen.Count > 0)
            _chosen.Clear();
        else
            _chosen.UnionWith(Cards.Where(IsChoosable).Select(card => card.Id));
    }

    private Task MovedAsync()
    {
        _hasMoved = true;
        _chosen.Clear();
        return LoadAsync();
    }

    private async Task<Board> ReadAsync()
    {
        var actor = await Actors.GetAsync();
        var units = (await References.GetAsync(Gone)).Units;
        // A unit that the reader may not see filters everything out.
        var unit = _address.Unit is { } code ? units.Find(code)?.Id ?? 0 : (int?)null;
        if (unit is { } id && !actor.ScopeFor(Permissions.CardsRead).Contains(units, id, Time.Today))
            return new([], [], [], 0);
        var counts = await Reader.CountAsync(actor, new(unit), Gone);
        var filter = new CardFilter(unit, _address.Level, _address.States);
        var cards = await Reader.PageAsync(actor, filter, before: null, MostListed, Gone);
        return new(
            cards,
            counts,
            [
                .. counts
                    .Where(c => c.State is not (CardState.Closed or CardState.Withdrawn))
                    .GroupBy(c => c.UnitId)
                    .Select(g => UnitRow.Of(units.Find(g.Key)!.Code, units.NameAt(g.Key, Time.Today), g))
                    .OrderByDescending(row => row.Red)
                    .ThenByDescending(row => row.Yellow)
                    .ThenByDescending(row => row.Notices)
                    .ThenBy(row => row.Code, StringComparer.Ordinal),
            ],
            counts.Where(c => Matches(c, filter)).Sum(c => c.Count)
        );
    }

    private static bool Matches(CardCount count, CardFilter filter) =>
        (filter.Level is null || count.Level == filter.Level)
        && (filter.States is not { Count: > 0 } states || states.Contains(count.State));

    private bool IsLate(CardView card) => card.AwaitsAnswer && card.AnswerDueAt < Time.Now;

    private int Sum(Func<CardCount, bool> which) => _read?.Counts.Where(which).Sum(c => c.Count) ?? 0;

    private static string? Present(bool isPresent) => isPresent ? "true" : null;

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private sealed record Board(IReadOnlyList<CardView> Cards, IReadOnlyList<CardCount> Counts, IReadOnlyList<UnitRow> Units, int Total);

    private sealed record UnitRow(string Code, string Name, int Red, int Yellow, int Notices)
    {
        public string Tone => Red > 0 ? "has-red" : "";

        public static UnitRow Of(string code, string name, IEnumerable<CardCount> counts)
        {
            var byLevel = counts.ToLookup(c => c.Level, c => c.Count);
            return new(code, name, byLevel[CardLevel.Red].Sum(), byLevel[CardLevel.Yellow].Sum(), byLevel[CardLevel.Notice].Sum());
        }
    }
}
