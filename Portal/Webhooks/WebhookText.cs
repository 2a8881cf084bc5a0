namespace Portal.Webhooks;

/// <summary>The words of the pages of webhooks.</summary>
public sealed class WebhookText;
