namespace Portal.Domain.Signals;

/// <summary>A commit or an event that wakes pollers early, in this and in other processes.</summary>
public enum WakeTopic
{
    /// <summary>Metric deltas were committed and wait to be folded. No argument.</summary>
    DeltasWritten,

    /// <summary>A commit changed what the metrics pages show. The argument is the new <c>MetricsState.Version</c>.</summary>
    MetricsChanged,

    /// <summary>A commit changed a monthly sheet. The argument is the sheet's id.</summary>
    SheetChanged,

    /// <summary>A commit issued or moved cards. The argument is the card's id; 0 for several.</summary>
    CardsChanged,

    /// <summary>A commit changed a campaign or its items. The argument is the campaign's id.</summary>
    CampaignsChanged,

    /// <summary>A commit moved a rectification order, or added evidence to one. The argument is the order's number.</summary>
    RectificationsChanged,

    /// <summary>A commit opened or moved bad reviews. The argument is the review's number; 0 for several.</summary>
    ReviewsChanged,

    /// <summary>Deliveries of webhooks wait, beside those of cards, or a subscription was changed. No argument.</summary>
    WebhooksWaiting,

    /// <summary>
    /// Notifications of other processes were lost or arrive again: poll at once for missed changes. No argument; never leaves the
    /// process.
    /// </summary>
    LinkChanged,
}
