using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;

namespace Portal.Domain.Signals;

/// <summary>A signal on its way between processes: one PostgreSQL channel per topic, the argument and the sender's id as payload.</summary>
/// <param name="Sender">The id of the sending process; empty when the sending process may receive it too.</param>
internal readonly record struct Notification(WakeTopic Topic, long Argument, string Sender)
{
    private const string DeltasChannel = "portal_changes";
    private const string MetricsChannel = "portal_figures";
    private const string SheetsChannel = "portal_sheets";
    private const string CardsChannel = "portal_cards";
    private const string CampaignsChannel = "portal_campaigns";
    private const string RectificationsChannel = "portal_rectifications";
    private const string ReviewsChannel = "portal_reviews";
    private const string WebhooksChannel = "portal_webhooks";

    /// <summary>Every channel to listen to.</summary>
    public static readonly string[] Channels =
    [
        DeltasChannel,
        MetricsChannel,
        SheetsChannel,
        CardsChannel,
        CampaignsChannel,
        RectificationsChannel,
        ReviewsChannel,
        WebhooksChannel,
    ];

    /// <summary>
    /// Sends it now or, inside a transaction, when and if that is committed. Does nothing on SQLite, which has no notifications.
    /// </summary>
    public async Task SendAsync(PortalDb db, CancellationToken cancellation)
    {
        if (!db.Database.IsNpgsql())
            return;
        var payload = string.Create(CultureInfo.InvariantCulture, $"{Argument} {Sender}").TrimEnd();
        await SendAsync(db, Channel(Topic), payload, cancellation);
    }

    public static Task SendAsync(PortalDb db, string channel, string payload, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_notify({channel}, {payload})", cancellation);

    /// <summary>Null for a channel that is not one of <see cref="Channels"/>. A payload without an argument has the argument 0.</summary>
    public static Notification? Parse(string channel, string payload)
    {
        WakeTopic? topic = channel switch
        {
            DeltasChannel => WakeTopic.DeltasWritten,
            MetricsChannel => WakeTopic.MetricsChanged,
            SheetsChannel => WakeTopic.SheetChanged,
            CardsChannel => WakeTopic.CardsChanged,
            CampaignsChannel => WakeTopic.CampaignsChanged,
            RectificationsChannel => WakeTopic.RectificationsChanged,
            ReviewsChannel => WakeTopic.ReviewsChanged,
            WebhooksChannel => WakeTopic.WebhooksWaiting,
            _ => null,
        };
        var words = payload.Split(' ');
        var isNumber = long.TryParse(words[0], CultureInfo.InvariantCulture, out var argument);
        return topic is { } known ? new(known, isNumber ? argument : 0, words.ElementAtOrDefault(1) ?? "") : null;
    }

    private static string Channel(WakeTopic topic) =>
        topic switch
        {
            WakeTopic.DeltasWritten => DeltasChannel,
            WakeTopic.MetricsChanged => MetricsChannel,
            WakeTopic.SheetChanged => SheetsChannel,
            WakeTopic.CardsChanged => CardsChannel,
            WakeTopic.CampaignsChanged => CampaignsChannel,
            WakeTopic.RectificationsChanged => RectificationsChannel,
            WakeTopic.ReviewsChanged => ReviewsChannel,
            WakeTopic.WebhooksWaiting => WebhooksChannel,
            WakeTopic.LinkChanged => throw new ArgumentOutOfRangeException(nameof(topic), topic, "This topic never leaves the process."),
        };
}
