using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Access.Moves;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Handling;
using Portal.Domain.Supervision.Rules;

namespace Portal.Supervision;

/// <summary>The rules by which cards are issued: everybody who sees cards sees them, the office changes them.</summary>
public sealed partial class RulesPage
{
    private PageMoves? _moving;
    private readonly Dictionary<string, int> _typed = new(StringComparer.Ordinal);
    private CardFormatter? _format;
    private IReadOnlyList<RuleVersions>? _rules;
    private bool _mayChange;

    [Inject]
    public required WarningRules Writer { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required IStringLocalizer<SupervisionText> Texts { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    private PageMoves Moving => _moving ??= new(Actors, Clock);

    private CardFormatter Format => _format ??= new(Texts, Time);

    private IReadOnlyList<RuleVersions> Rules => _rules ?? [];

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        (_rules, _mayChange) = await Opening.ReadAsync("rules", ReadAsync);
        _typed.Clear();
    }

    private async Task<(IReadOnlyList<RuleVersions> Rules, bool MayChange)> ReadAsync()
    {
        var actor = await Actors.GetAsync();
        var units = (await References.GetAsync()).Units;
        return (await Writer.ListAsync(actor), actor.ScopeFor(Permissions.RulesManage).CoversAll(units, Time.Today));
    }

    private Task ChangeAsync(RuleVersions rule) =>
        Moving.RunAsync(
            $"change {rule.Latest.Code}",
            actor => Writer.ChangeAsync(actor, rule.Latest.Code, Typed(rule), rule.Latest.Number),
            LoadAsync
        );

    private Task EndAsync(RuleVersions rule) =>
        Moving.RunAsync($"end {rule.Latest.Code}", actor => Writer.EndAsync(actor, rule.Latest.Code, rule.Latest.Number), LoadAsync);

    private void Type(RuleVersions rule, ChangeEventArgs change)
    {
        if (int.TryParse(change.Value as string, NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
            _typed[rule.Latest.Code] = amount;
    }

    private int Typed(RuleVersions rule) => _typed.GetValueOrDefault(rule.Latest.Code, rule.Latest.Amount);

    private bool IsInForce(RuleVersions rule) => rule.IsInForce(Time.Now);

    private static (int Least, int Most) Bounds(RuleVersions rule) => RuleVersions.Bounds(rule.Latest.Trigger);

    private static bool HasAmount(RuleVersions rule) => Bounds(rule).Most > 0;

    private string Name(RuleVersions rule) =>
        Texts[$"rule.name.{rule.Latest.Code}"] is { ResourceNotFound: false } name ? name.Value : rule.Latest.Code;

    private string LevelOf(RuleVersions rule) =>
        rule.Latest.Trigger.IssuesCards() ? Format.Level(rule.Latest.Level) : CardFormatter.Missing;

    private string Amount(WarningRule rule) =>
        RuleVersions.Bounds(rule.Trigger).Most == 0
            ? CardFormatter.Missing
            : $"{Number(rule.Amount)} {Texts[$"rules.unit.{rule.Trigger}"]}";

    private string By(WarningRule rule) => rule.IsShipped ? Texts["rules.shipped"] : rule.WrittenBy;

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
