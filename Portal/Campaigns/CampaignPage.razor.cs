using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Access.Moves;
using Portal.Charts;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Campaigns.Handling;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Campaigns.Reading;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Campaigns;

/// <summary>One campaign: how far it is, whose items are open, and what the reader may do with them. It follows every commit.</summary>
public sealed partial class CampaignPage
{
    private PageMoves? _moving;
    private const int MostListed = 500;

    private readonly HashSet<long> _chosen = [];
    private readonly Dictionary<long, string> _typed = [];
    private CampaignAddress _address = new(0);
    private CampaignFormatter? _format;
    private Content? _read;
    private UnitTree _units = UnitTree.Empty;
    private UnitScope _mayWrite = UnitScope.Nothing;
    private UnitScope _mayDecide = UnitScope.Nothing;
    private string? _shown;
    private string _words = "";
    private string _reason = "";
    private DateOnly? _deadline;
    private int _phase = 1;
    private bool _mayManage;

    /// <summary>The campaign's number, as the address has it.</summary>
    [Parameter]
    public string Number { get; set; } = "";

    [Inject]
    public required CampaignReader Reader { get; set; }

    [Inject]
    public required CampaignMoves Moves { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required IStringLocalizer<CampaignText> Texts { get; set; }

    private PageMoves Moving => _moving ??= new(Actors, Clock);

    private CampaignFormatter Format => _format ??= new(Texts, Time);

    /// <summary>The answer is to a move of the campaign itself, and not of its items.</summary>
    private bool AnswersTheCampaign => Moving.Last is "deadline" or "close" or "withdraw";

    private bool IsRunning => _read is { View.Campaign.State: CampaignState.Running };

    private bool MayAct => IsRunning && (_read!.Items.Any(IsChoosable) || _chosen.Count > 0);

    /// <summary>What can be done with the chosen items: each with those of them that are in the state for it.</summary>
    private IEnumerable<Act> Acts
    {
        get
        {
            List<ItemView> chosen = [.. _read!.Items.Where(i => _chosen.Contains(i.Id))];
            if (!_mayWrite.IsNothing)
            {
                List<ItemView> reports = [.. chosen.Where(MayReport)];
                yield return new(
                    "report",
                    true,
                    reports,
                    actor => Moves.ReportAsync(actor, _address.Number, [.. reports.Select(Report)], _words)
                );
            }
            if (_mayDecide.IsNothing)
                yield break;
            List<ItemView> mine = [.. chosen.Where(i => Contains(_mayDecide, i))];
            yield return Decision("confirm", true, i => i.State == ItemState.Reported, Moves.ConfirmAsync);
            yield return Decision(
                "sendBack",
                false,
                i => i.State == ItemState.Reported,
                (actor, id, items, cancellation) => Moves.SendBackAsync(actor, id, items, _words, cancellation)
            );
            yield return Decision(
                "reopen",
                false,
                i => i.State == ItemState.Done,
                (actor, id, items, cancellation) => Moves.ReopenAsync(actor, id, items, _words, cancellation)
            );
            yield return Decision(
                "drop",
                false,
                i => i.State is ItemState.Open or ItemState.Reported,
                (actor, id, items, cancellation) => Moves.DropAsync(actor, id, items, _words, cancellation)
            );

            Act Decision(
                string name,
                bool isMain,
                Func<ItemView, bool> may,
                Func<Actor, int, IReadOnlyCollection<SeenItem>, CancellationToken, Task<Refusal?>> decide
            )
            {
                List<ItemView> items = [.. mine.Where(may)];
                return new(
                    name,
                    isMain,
                    items,
                    actor => decide(actor, _address.Number, [.. items.Select(i => new SeenItem(i.Id, i.Revision))], default)
                );
            }
        }
    }

    protected override string Path => _address.Path;

    protected override IEnumerable<WakeTopic> Topics => [WakeTopic.CampaignsChanged];

    protected override Task OnParametersSetAsync()
    {
        if (_shown == Number)
            return Task.CompletedTask; // another query is read when the location changes
        _shown = Number;
        return LoadAsync();
    }

    protected override async Task LoadAsync()
    {
        var address = CampaignAddress.Parse(Number, Address);
        if (address.Number != _address.Number)
            Forget();
        _address = address;
        _read = await Opening.ReadAsync("campaign", () => ReadAsync(address));
        var actor = await Actors.GetAsync();
        _units = (await References.GetAsync(Gone)).Units;
        (_mayWrite, _mayDecide) = (actor.ScopeFor(Permissions.CampaignsWrite), actor.ScopeFor(Permissions.CampaignsManage));
        _mayManage = _read.View?.Units.All(u => _mayDecide.Contains(_units, u.UnitId, Time.Today)) == true;
        _chosen.IntersectWith(_read.Items.Where(IsChoosable).Select(i => i.Id));
    }

    private void Forget()
    {
        _chosen.Clear();
        _typed.Clear();
        Moving.Forget();
        (_words, _reason, _deadline, _phase) = ("", "", null, 1);
    }

    private async Task<Content> ReadAsync(CampaignAddress address)
    {
        var actor = await Actors.GetAsync();
        var units = (await References.GetAsync(Gone)).Units;
        if (await Reader.FindAsync(actor, address.Number, address.On, Gone) is not { } view)
            return new(null, null, [], []);
        // A unit that the reader may not see filters everything out.
        var filter = address.Filter(address.Unit is { } code ? units.Find(code)?.Id ?? 0 : null);
        var items = await Reader.ItemsAsync(actor, address.Number, filter, after: null, MostListed, Gone);
        IReadOnlyList<CampaignStep> history = address.Item is { } item ? await Reader.HistoryAsync(actor, address.Number, item, Gone) : [];
        return new(view, ChartOf(view), items, history);
    }

    private ChartModel ChartOf(CampaignView view)
    {
        const int mostLabels = 8;
        var every = ((view.BurnDown.Count - 1) / mostLabels) + 1;
        return new()
        {
            Kind = ChartKind.Line,
            Question = Texts["burn"],
            Steps = [.. view.BurnDown.Select((p, i) => new ChartStep(i % every == 0 ? Days.ToText(p.Day)[5..] : "", Days.ToText(p.Day)))],
            Series =
            [
                Line("burn.target", "--compare", p => decimal.Round(p.Target, 1), dashed: true),
                Line("burn.notReported", "--metric-overdue", p => p.NotReported, dashed: false),
                Line("burn.notDone", "--metric-spot", p => p.NotDone, dashed: false),
            ],
        };

        ChartSeries Line(string name, string colour, Func<BurnDownPoint, decimal?> value, bool dashed) =>
            new(
                Texts[name],
                colour,
                [.. view.BurnDown.Select(value).Select(v => new ChartValue(v, v?.ToString("#,0.#", CultureInfo.CurrentCulture) ?? ""))],
                dashed
            );
    }

    private bool Contains(UnitScope scope, ItemView item) => scope.Contains(_units, item.UnitId, Time.Today);

    private bool MayReport(ItemView item) => IsRunning && item.State == ItemState.Open && Contains(_mayWrite, item);

    private bool IsChoosable(ItemView item) =>
        MayReport(item) || (IsRunning && item.State != ItemState.Dropped && Contains(_mayDecide, item));

    private void Choose(ItemView item, ChangeEventArgs change)
    {
        if (change.Value is true)
            _chosen.Add(item.Id);
        else
            _chosen.Remove(item.Id);
    }

    private void ChooseAll()
    {
        if (_chosen.Count > 0)
            _chosen.Clear();
        else
            _chosen.UnionWith(_read!.Items.Where(IsChoosable).Select(i => i.Id));
    }

    private string Typed(ItemView item) => _typed.GetValueOrDefault(item.Id, "");

    private void Type(ItemView item, ChangeEventArgs change)
    {
        _typed[item.Id] = change.Value as string ?? "";
        _chosen.Add(item.Id);
    }

    private ItemReport Report(ItemView item) =>
        new(item.Id, int.TryParse(Typed(item), NumberStyles.None, CultureInfo.InvariantCulture, out var cleared) ? cleared : null);

    private static string Cleared(ItemView item) =>
        item.Cleared is { } cleared ? CampaignFormatter.Number(cleared) : CampaignFormatter.Missing;

    private Task MoveDeadlineAsync() =>
        _deadline is { } day
            ? MoveAsync(
                "deadline",
                actor => Moves.MoveDeadlineAsync(actor, _address.Number, _phase, day, _read!.View!.Campaign.Revision, _reason)
            )
            : Task.CompletedTask;

    private Task CloseAsync() =>
        MoveAsync("close", actor => Moves.CloseAsync(actor, _address.Number, _read!.View!.Campaign.Revision, _reason));

    private Task WithdrawAsync() =>
        MoveAsync("withdraw", actor => Moves.WithdrawAsync(actor, _address.Number, _read!.View!.Campaign.Revision, _reason));

    private Task MoveAsync(string name, Func<Actor, Task<Refusal?>> move) =>
        Moving.RunAsync(
            name,
            move,
            () =>
            {
                if (Moving.IsDone)
                {
                    _chosen.Clear();
                    _typed.Clear();
                    (_words, _reason, _deadline) = ("", "", null);
                }
                return LoadAsync();
            }
        );

    /// <summary>What the page shows; no view when there is no such campaign for the reader.</summary>
    private sealed record Content(
        CampaignView? View,
        ChartModel? Chart,
        IReadOnlyList<ItemView> Items,
        IReadOnlyList<CampaignStep> History
    );

    /// <param name="Name">Its key of the texts, after <c>do.</c>.</param>
    /// <param name="IsMain">Its button is the one of the page.</param>
    /// <param name="Items">The chosen items with which it can be done.</param>
    /// <param name="Move">Does it.</param>
    private sealed record Act(string Name, bool IsMain, IReadOnlyList<ItemView> Items, Func<Actor, Task<Refusal?>> Move);
}
