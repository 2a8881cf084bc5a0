using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Access.Moves;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Webhooks.Outbox;
using Portal.Domain.Webhooks.Subscriptions;
using Portal.Organisation;

namespace Portal.Webhooks;

/// <summary>One subscription: what failed, what can be changed, and what was changed by whom.</summary>
public sealed partial class WebhookPage
{
    private PageMoves? _moving;
    private WebhookFormatter? _format;
    private WebhookRow? _row;
    private IReadOnlyList<DeliveryRow> _troubles = [];
    private UnitScope _scope = UnitScope.Nothing;
    private UnitPick? _unit;
    private Refusal? _wrong;
    private string? _done;
    private string? _secret;
    private string? _shown;
    private bool _isRead;
    private int _saved;

    /// <summary>The subscription's number, as the address has it.</summary>
    [Parameter]
    public string Number { get; set; } = "";

    [Inject]
    public required WebhookSubscriptions Subscriptions { get; set; }

    [Inject]
    public required WebhookDeliveries Deliveries { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required UnitPickReader Picks { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required IStringLocalizer<WebhookText> Texts { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    private PageMoves Moving => _moving ??= new(Actors, Clock);

    // What is wrong with the form stands at the form.
    private Refusal? Refusal => Moving.Refusal == _wrong ? null : Moving.Refusal;

    private WebhookFormatter Format => _format ??= new(Texts, Time);

    private string Title => _row?.Draft.Name ?? Texts["webhooks"];

    private bool MayAgain =>
        _row is { State: not WebhookState.Ended } && _troubles.Any(delivery => delivery.State == DeliveryState.GivenUp);

    /// <summary>0, which no subscription has, for what is no number.</summary>
    private int Id => int.TryParse(Number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Number)
            return;
        Moving.Forget();
        (_shown, _row, _wrong, _done, _secret) = (Number, null, null, null, null);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        (_row, _troubles, _scope, _unit) = await Opening.ReadAsync("webhook", ReadAsync);
        _isRead = true;
    }

    private async Task<(WebhookRow? Row, IReadOnlyList<DeliveryRow> Troubles, UnitScope Scope, UnitPick? Unit)> ReadAsync()
    {
        var actor = await Actors.GetAsync();
        var scope = actor.ScopeFor(Permissions.WebhooksManage);
        if (await Subscriptions.FindAsync(actor, Id) is not { } row)
            return (null, [], scope, null);
        var code = (await References.GetAsync()).Units.Find(row.Draft.UnitId)?.Code;
        return (row, await Deliveries.TroublesAsync(actor, Id), scope, await Picks.FindAsync(scope, code));
    }

    private Task TestAsync() => MoveAsync("test", actor => Deliveries.TestAsync(actor, Id), "done.test", isRepeatable: true);

    private Task PauseAsync() => MoveAsync("pause", actor => Subscriptions.PauseAsync(actor, Id, _row!.Revision), "done");

    private Task ResumeAsync() => MoveAsync("resume", actor => Subscriptions.ResumeAsync(actor, Id, _row!.Revision), "done");

    private Task EndAsync() => MoveAsync("end", actor => Subscriptions.EndAsync(actor, Id, _row!.Revision), "done");

    private Task SendAgainAsync(DeliveryRow delivery) =>
        MoveAsync($"again {delivery.Id}", actor => Deliveries.SendAgainAsync(actor, delivery.Id), "done.again");

    private Task RenewAsync() =>
        MoveAsync(
            "renew",
            async actor =>
            {
                var renewed = await Subscriptions.RenewSecretAsync(actor, Id, _row!.Revision);
                if (renewed.Refusal is null)
                    _secret = renewed.Value.Secret;
                return renewed.Refusal;
            },
            "done"
        );

    // The form keeps what was typed; once saved, it begins with what is kept.
    private Task ChangeAsync(WebhookDraft draft) =>
        MoveAsync(
            "change",
            async actor =>
            {
                _wrong = await Subscriptions.ChangeAsync(actor, Id, draft, _row!.Revision);
                if (_wrong is null)
                    _saved++;
                return _wrong;
            },
            "done.change"
        );

    private Task MoveAsync(string name, Func<Actor, Task<Refusal?>> move, string done, bool isRepeatable = false) =>
        Moving.RunAsync(
            name,
            move,
            () =>
            {
                _done = Moving.IsDone ? Texts[done].Value : null;
                return LoadAsync();
            },
            isRepeatable
        );

    // Of a subscription that is paused nobody knows.
    private DateTimeOffset? NextAttempt(DeliveryRow delivery) => _row is { State: WebhookState.Active } ? delivery.NextAttemptAt : null;

    private static string Whole(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
