namespace Portal.Domain.Webhooks.Subscriptions;

/// <summary>A subscription as pages show it, without its secret.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Draft">What was entered last.</param>
/// <param name="UnitName">The unit's name today.</param>
/// <param name="State">Whether it receives.</param>
/// <param name="Revision">To be sent along with moves.</param>
/// <param name="FailuresInRow">Attempts that failed since one was acknowledged.</param>
/// <param name="RestsUntil">Nothing is sent before; null when the receiver is well.</param>
/// <param name="LastDeliveredAt">When a message was last acknowledged; null before the first.</param>
/// <param name="Steps">Its history in order; empty in lists.</param>
public sealed record WebhookRow(
    int Id,
    WebhookDraft Draft,
    string UnitName,
    WebhookState State,
    int Revision,
    int FailuresInRow,
    DateTimeOffset? RestsUntil,
    DateTimeOffset? LastDeliveredAt,
    IReadOnlyList<WebhookStep> Steps
)
{
    /// <summary>The host of the receiver; what follows it may be a token.</summary>
    public string Host => Uri.TryCreate(Draft.Address, UriKind.Absolute, out var address) ? address.Authority : "";
}

/// <summary>A subscription that was made or got a new secret, which is shown this once.</summary>
/// <param name="Id">The subscription.</param>
/// <param name="Secret">As receivers enter it.</param>
public sealed record ShownSecret(int Id, string Secret);
