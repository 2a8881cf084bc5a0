using Portal.Domain.Shared;
using Portal.Domain.Webhooks.Hosts;
using Portal.Domain.Webhooks.Messages;

namespace Portal.Domain.Webhooks.Subscriptions;

/// <summary>What a person enters for a subscription.</summary>
/// <param name="Name">At most 100 characters.</param>
/// <param name="Address">The receiver's address. It may hold a token, so it is shown to managers of subscriptions alone.</param>
/// <param name="UnitId">Events of this unit and of all below it are sent.</param>
/// <param name="Events">Types of <see cref="WebhookEventTypes.All"/>.</param>
/// <param name="Format">The shape of the body.</param>
/// <param name="Template">Without effect for the envelope.</param>
public sealed record WebhookDraft(
    string Name,
    string Address,
    int UnitId,
    IReadOnlyCollection<string> Events,
    WebhookFormat Format = WebhookFormat.Standard,
    string? Template = null
)
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameLength = 100;

    /// <summary>The first thing that is wrong; null when nothing is. Units are the service's question.</summary>
    public Refusal? Check(WebhookOptions options) =>
        string.IsNullOrWhiteSpace(Name) || Name.Trim().Length > NameLength || !IsOneLine(Name) ? WebhookRefusal.NameIsWrong
        : Events.Count == 0 || Events.Except(WebhookEventTypes.All, StringComparer.Ordinal).Any() ? WebhookRefusal.EventsAreWrong
        : options.Check(Address) ?? (Format == WebhookFormat.Standard ? null : WebhookTemplate.Check(Template));

    private static bool IsOneLine(string text) => RecordText.IsStorable(text) && !RecordText.HasBreak(text);
}
