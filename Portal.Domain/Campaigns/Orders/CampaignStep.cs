using Portal.Domain.Access;
using Portal.Domain.Shared;

namespace Portal.Domain.Campaigns.Orders;

/// <summary>One move of a campaign, or of one of its items. Never changed.</summary>
public sealed class CampaignStep : IFrozen
{
    public long Id { get; set; }

    public int CampaignId { get; set; }

    /// <summary>Null for a move of the campaign itself.</summary>
    public long? ItemId { get; set; }

    public CampaignAction Action { get; set; }

    /// <summary>What was said; null where nothing was.</summary>
    public string? Text { get; set; }

    /// <summary>The sign-in name.</summary>
    public required string By { get; set; }

    public DateTimeOffset At { get; set; }

    internal static CampaignStep Of(CampaignAction action, string? text, Actor actor, DateTimeOffset now) =>
        new()
        {
            Action = action,
            Text = string.IsNullOrWhiteSpace(text) ? null : text.Trim(),
            By = actor.Name,
            At = now,
        };
}
