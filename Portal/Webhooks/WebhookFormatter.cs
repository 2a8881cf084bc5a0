using Microsoft.Extensions.Localization;
using Portal.Domain.Shared;
using Portal.Domain.Webhooks.Outbox;
using Portal.Domain.Webhooks.Subscriptions;

namespace Portal.Webhooks;

/// <summary>The texts of subscriptions and deliveries in the reader's language.</summary>
internal sealed class WebhookFormatter(IStringLocalizer<WebhookText> text, DistrictTime time)
{
    public const string Missing = "—";

    // The portal's own name as the author of a step.
    private const string Portal = "system";

    /// <summary>Its state; of an active one whose latest attempts have failed, that they have.</summary>
    public string State(WebhookRow row) => IsFailing(row) ? text["state.failing", row.FailuresInRow] : text[$"state.{row.State}"];

    /// <summary>The class of the state's colour.</summary>
    public static string Tone(WebhookRow row) =>
        row.State switch
        {
            WebhookState.Active => IsFailing(row) ? "red-card" : "good",
            WebhookState.Paused => "warning",
            WebhookState.Ended => "quiet",
        };

    /// <summary>The state by a sign as well: colour alone says nothing to some.</summary>
    public static string Sign(WebhookRow row) =>
        row.State switch
        {
            WebhookState.Active => IsFailing(row) ? "■" : "✓",
            WebhookState.Paused => "▲",
            WebhookState.Ended => "○",
        };

    public string Events(IEnumerable<string> types) => string.Join(text["separator"], types.Select(Event));

    public string Event(string type) => text[$"event.{type}"];

    /// <summary>Why an attempt failed, and what is known of it; of one that a person has sent again, that it waits.</summary>
    public string Failure(DeliveryRow delivery) =>
        delivery.Failure is not { } failure ? Missing
        : delivery.Detail is { } detail ? $"{text[$"failure.{failure}"]}{text["colon"]}{detail}"
        : text[$"failure.{failure}"];

    /// <summary>What was changed in a step; null where nothing is told.</summary>
    public string? Detail(WebhookStep step) =>
        step.Detail is { } detail ? string.Join(text["separator"], detail.Split(' ').Select(name => text[$"field.{name}"].Value)) : null;

    /// <summary>Who made a step.</summary>
    public string By(WebhookStep step) => step.By == Portal ? text["by.system"] : step.By;

    /// <summary>The instant in local time, to the minute.</summary>
    public string Instant(DateTimeOffset? instant) => instant is { } at ? time.ToText(at) : Missing;

    private static bool IsFailing(WebhookRow row) => row is { State: WebhookState.Active, FailuresInRow: > 0 };
}
