using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Webhooks.Hosts;
using Portal.Domain.Webhooks.Outbox;
using Portal.Domain.Webhooks.Subscriptions;

namespace Portal.Webhooks;

/// <summary>The receivers of events: their states, what waits for them, and a form for another one.</summary>
public sealed partial class WebhooksPage
{
    private WebhookFormatter? _format;
    private IReadOnlyList<WebhookRow>? _rows;
    private Dictionary<(int Id, DeliveryState State), int> _counts = [];
    private UnitScope _scope = UnitScope.Nothing;
    private Refusal? _refusal;
    private string? _secret;
    private int _made;
    private bool _busy;

    [Inject]
    public required WebhookSubscriptions Subscriptions { get; set; }

    [Inject]
    public required WebhookDeliveries Deliveries { get; set; }

    [Inject]
    public required WebhookOptions Options { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required IStringLocalizer<WebhookText> Texts { get; set; }

    private WebhookFormatter Format => _format ??= new(Texts, Time);

    private IReadOnlyList<WebhookRow> Rows => _rows ?? [];

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var (rows, counts, scope) = await Opening.ReadAsync("webhooks", ReadAsync);
        (_rows, _scope) = (rows, scope);
        _counts = counts.ToDictionary(count => (count.SubscriptionId, count.State), count => count.Count);
    }

    private async Task<(IReadOnlyList<WebhookRow> Rows, IReadOnlyList<DeliveryCount> Counts, UnitScope Scope)> ReadAsync()
    {
        var actor = await Actors.GetAsync();
        return (await Subscriptions.ListAsync(actor), await Deliveries.CountAsync(actor), actor.ScopeFor(Permissions.WebhooksManage));
    }

    private async Task CreateAsync(WebhookDraft draft)
    {
        if (_busy)
            return; // the second click of a double click would make another
        _busy = true;
        try
        {
            var made = await Subscriptions.CreateAsync(await Actors.GetAsync(), draft);
            _refusal = made.Refusal;
            if (made.Refusal is not null)
                return;
            _secret = made.Value.Secret;
            _made++; // an empty form again
            await LoadAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private int Count(int id, DeliveryState state) => _counts.GetValueOrDefault((id, state));

    private string Number(int id, DeliveryState state) =>
        Count(id, state) is > 0 and var count ? count.ToString("N0", CultureInfo.CurrentCulture) : WebhookFormatter.Missing;
}
