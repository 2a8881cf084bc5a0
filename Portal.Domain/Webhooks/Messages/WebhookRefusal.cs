using System.Net;
using Portal.Domain.Shared;

namespace Portal.Domain.Webhooks.Messages;

/// <summary>The refusals about webhooks.</summary>
public static class WebhookRefusal
{
    private static readonly Refusal.Texts s_texts = new(typeof(WebhookRefusal));

    /// <summary>There is no such subscription, or its unit is outside the actor's scope.</summary>
    public static Refusal SubscriptionUnknown { get; } = s_texts.Of("webhook.unknown", HttpStatusCode.NotFound);

    /// <summary>The subscription has another revision than the one that was seen.</summary>
    public static Refusal SubscriptionHasChanged { get; } = s_texts.Of("webhook.changed", HttpStatusCode.Conflict);

    /// <summary>An ended subscription is changed no more.</summary>
    public static Refusal SubscriptionHasEnded { get; } = s_texts.Of("webhook.ended", HttpStatusCode.Conflict);

    /// <summary>Only what is active can be paused, and sent a test.</summary>
    public static Refusal SubscriptionIsNotActive { get; } = s_texts.Of("webhook.notActive", HttpStatusCode.Conflict);

    /// <summary>Only what is paused can be resumed.</summary>
    public static Refusal SubscriptionIsNotPaused { get; } = s_texts.Of("webhook.notPaused", HttpStatusCode.Conflict);

    /// <summary>The setting <c>Webhooks:AllowedHosts</c> is empty.</summary>
    public static Refusal WebhooksAreOff { get; } = s_texts.Of("webhook.off", HttpStatusCode.Conflict);

    /// <summary>The name is blank, longer than 100 characters, or cannot be shown.</summary>
    public static Refusal NameIsWrong { get; } = s_texts.Of("name.wrong", HttpStatusCode.UnprocessableEntity);

    /// <summary>There is no such unit, or it is outside the actor's scope.</summary>
    public static Refusal UnitUnknown { get; } = s_texts.Of("unit.unknown", HttpStatusCode.UnprocessableEntity);

    /// <summary>No type of event, or one that there is not.</summary>
    public static Refusal EventsAreWrong { get; } = s_texts.Of("events.wrong", HttpStatusCode.UnprocessableEntity);

    /// <summary>
    /// The address is no absolute http(s) address, is too long, or holds a user name, a fragment, blanks or control characters.
    /// </summary>
    public static Refusal AddressIsWrong { get; } = s_texts.Of("address.wrong", HttpStatusCode.UnprocessableEntity);

    /// <summary>The setting <c>Webhooks:AllowedHosts</c> names neither the host nor its network for this port.</summary>
    public static Refusal HostIsNotAllowed { get; } = s_texts.Of("address.hostNotAllowed", HttpStatusCode.UnprocessableEntity);

    /// <summary>The setting allows the host for https alone.</summary>
    public static Refusal HostNeedsTls { get; } = s_texts.Of("address.needsHttps", HttpStatusCode.UnprocessableEntity);

    /// <summary>Every format but the envelope has a template.</summary>
    public static Refusal TemplateIsMissing { get; } = s_texts.Of("template.required", HttpStatusCode.UnprocessableEntity);

    /// <summary>A template has more than <see cref="WebhookTemplate.Length"/> characters.</summary>
    public static Refusal TemplateIsTooLong { get; } = s_texts.Of("template.tooLong", HttpStatusCode.UnprocessableEntity);

    /// <summary>The filled template is no JSON object, or a place is not inside quotes.</summary>
    public static Refusal TemplateIsNoJson { get; } = s_texts.Of("template.noJson", HttpStatusCode.UnprocessableEntity);

    /// <summary>A place has a name that no message has.</summary>
    public static Refusal PlaceIsUnknown { get; } = s_texts.Of("template.placeUnknown", HttpStatusCode.UnprocessableEntity);

    /// <summary>There is no such delivery, or its subscription is outside the actor's scope.</summary>
    public static Refusal DeliveryUnknown { get; } = s_texts.Of("delivery.unknown", HttpStatusCode.NotFound);

    /// <summary>Only what was given up is sent again by hand.</summary>
    public static Refusal DeliveryIsNotGivenUp { get; } = s_texts.Of("delivery.notGivenUp", HttpStatusCode.Conflict);
}
