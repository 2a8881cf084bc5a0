using System.Globalization;
using System.Resources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Campaigns;
using Portal.Components;
using Portal.Domain.Access;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Watched;
using Portal.Domain.Mail;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Rectifications;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reviews;
using Portal.Domain.Standards.Reading;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Rules;
using Portal.Domain.Webhooks.Hosts;
using Portal.Domain.Webhooks.Messages;
using Portal.Domain.Webhooks.Outbox;
using Portal.Domain.Webhooks.Subscriptions;
using Portal.Domain.Worklist;
using Portal.Figures.Cells;
using Portal.Health;
using Portal.Intake;
using Portal.Jobs.Hosting;
using Portal.Metrics;
using Portal.Records.Lists;
using Portal.Rectifications;
using Portal.Reports.Common;
using Portal.Reviews;
using Portal.Shell;
using Portal.Standards;
using Portal.Supervision;
using Portal.Tests.Browser;
using Portal.Webhooks;
using Portal.Worklist;

namespace Portal.Tests.Architecture;

/// <summary>
/// Texts whose key is put together from a name in code. Nothing else finds one that is missing in both languages: a page shows its key.
/// </summary>
public sealed class ComposedTextTests
{
    private static readonly (Type Texts, string Prefix, IEnumerable<string> Names)[] s_composed =
    [
        (typeof(ShellText), "nav.", NavEntry.All.SelectMany(entry => new[] { entry.Name, entry.Group })),
        (typeof(AccessText), "Role.", Enum.GetNames<Role>()),
        (typeof(AccessText), "Demonstration.", PortalPages.Accounts),
        (typeof(AccessText), "Health.", Enum.GetNames<HealthStatus>()),
        (typeof(AccessText), "Health.", Checks().SelectMany(check => new[] { check, check + ".why" })),
        // Of the checks that give details.
        (typeof(AccessText), "Health.", ["calendar.finding", "drafts.finding", "mail.finding"]),
        (typeof(AccessText), "Health.webhooks.finding.", ["givenUp", "failing"]),
        (typeof(AccessText), "Health.folders.finding.", Enum.GetNames<FolderProblem>()),
        (typeof(FiguresText), "form.measure.", Enum.GetNames<FigureMeasure>()),
        (typeof(FiguresText), "sheet.step.", Enum.GetNames<FigureAction>()),
        (typeof(FiguresText), "sheet.origin.", Enum.GetNames<EntryOrigin>()),
        (typeof(ImportText), "status.", Enum.GetNames<ImportStatus>()),
        (typeof(MetricsText), "stream.", Enum.GetNames<RecordStream>()),
        (typeof(MetricsText), "channel.", Enum.GetNames<Channel>()),
        (typeof(MetricsText), "counts.", Enum.GetNames<MetricBasis>()),
        (typeof(MetricsText), "kind.", Enum.GetNames<UnitKind>()),
        (typeof(RecordsText), "kind.", Enum.GetNames<ItemKind>()),
        (typeof(RecordsText), "mode.", Enum.GetNames<ServiceMode>()),
        (typeof(RecordsText), "outcome.", Enum.GetNames<CaseOutcome>()),
        (typeof(RecordsText), "appealSource.", Enum.GetNames<AppealSource>()),
        (typeof(RecordsText), "basis.", Enum.GetNames<RecordBasis>()),
        (typeof(RecordsText), "structure.", Enum.GetNames<RecordStructure>()),
        (typeof(RecordsText), "measure.", Enum.GetNames<RecordMeasure>()),
        (typeof(RecordsText), "amount.", Enum.GetNames<LimitUnit>()),
        (typeof(RecordsText), "day.", Enum.GetNames<LimitDayKind>()),
        (typeof(CampaignText), "campaign.", Enum.GetNames<CampaignState>()),
        (typeof(CampaignText), "item.", [.. Enum.GetNames<ItemState>(), "Overdue"]),
        (typeof(CampaignText), "stage.", Enum.GetNames<ItemStage>()),
        (typeof(CampaignText), "action.", Enum.GetNames<CampaignAction>()),
        (typeof(CampaignText), "recipients.", Enum.GetNames<Recipients>()),
        (typeof(CampaignText), "do.", ["report", "confirm", "sendBack", "reopen", "drop"]),
        (typeof(StandardsText), "kind.", Enum.GetNames<PointKind>()),
        (typeof(StandardsText), "state.", [.. Enum.GetNames<PointCompliance>(), "Planned"]),
        (typeof(WorklistText), "kind.", Enum.GetNames<WorkKind>()),
        (typeof(WorklistText), "due.", Enum.GetNames<DueSpan>()),
        (typeof(WorklistText), "card.", Enum.GetNames<CardLevel>()),
        (typeof(WorklistText), "step.", Enum.GetNames<WorkStep>()),
        (typeof(WorklistText), "desk.", [nameof(CardDesk.Head), nameof(CardDesk.District)]), // the unit's is told nowhere
        (typeof(SupervisionText), "desk.", Enum.GetNames<CardDesk>()),
        (typeof(SupervisionText), "action.", Enum.GetNames<CardAction>()),
        (
            typeof(WorklistText),
            "",
            Enum.GetNames<WorkKind>().SelectMany(kind => Enum.GetNames<WorkStep>().Select(step => $"{kind}.{step}"))
        ),
        (typeof(RectificationsText), "stage.", Enum.GetNames<RectificationStage>()),
        (typeof(RectificationsText), "state.", Enum.GetNames<RectificationState>()),
        (typeof(RectificationsText), "action.", Enum.GetNames<RectificationAction>()),
        (typeof(ReviewsText), "stage.", Enum.GetNames<ReviewStage>()),
        (typeof(ReviewsText), "state.", Enum.GetNames<ReviewState>()),
        (typeof(ReviewsText), "words.", Enum.GetNames<ReviewState>()),
        (typeof(ReviewsText), "action.", Enum.GetNames<ReviewAction>()),
        (typeof(ReviewsText), "grade.", ["1", "2", "3", "4", "5"]),
        (
            typeof(ReviewsText),
            "do.",
            [
                "reached",
                "notReached",
                "verify",
                "dispute",
                "mend",
                "ask",
                "uphold",
                "strikeOut",
                "sendBack",
                "closeMended",
                "closeNotMended",
            ]
        ),
        (typeof(WebhookText), "state.", Enum.GetNames<WebhookState>()),
        (typeof(WebhookText), "event.", [.. WebhookEventTypes.All, WebhookEventTypes.Test]),
        (typeof(WebhookText), "format.", Enum.GetNames<WebhookFormat>().SelectMany(name => new[] { name, name + ".why" })),
        (typeof(WebhookText), "delivery.", [nameof(DeliveryState.Waiting), nameof(DeliveryState.GivenUp)]), // others are not listed
        (typeof(WebhookText), "failure.", Enum.GetNames<DeliveryFailure>()),
        (typeof(WebhookText), "action.", Enum.GetNames<WebhookAction>()),
        (typeof(ReportsText), "mail.", Enum.GetNames<MailState>()),
        (typeof(ReportsText), "span.", Enum.GetNames<ReportSpan>().Except([nameof(ReportSpan.Months)])), // offered to nobody
    ];

    /// <summary>Of a portal that has all that is checked; the page of health counts doubtful records itself.</summary>
    private static IEnumerable<string> Checks()
    {
        var settings = PortalSettings.Read(new ConfigurationBuilder().Build(), development: false) with
        {
            Watched = new([new("/in", RecordStream.Cases, "350103")]),
            Mail = new() { Host = "mail.example" },
            Webhooks = new() { Hosts = [AllowedHost.Parse("hooks.example")!] },
        };
        var services = new ServiceCollection();
        services.AddPortalHealth(settings);
        using var provider = services.BuildServiceProvider();
        var checks = provider.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations;
        return [.. checks.Select(check => check.Name).Where(name => name != HealthEndpoints.Doubtful)];
    }

    public static TheoryData<string> Languages => ["", "zh-CN"];

    [Theory, MemberData(nameof(Languages))]
    public void Text_OfEveryNameInCode_IsThere(string language) =>
        Broken.None(
            from composed in s_composed
            // No fallback to English: the set of this very language.
            let texts = new ResourceManager(composed.Texts).GetResourceSet(
                CultureInfo.GetCultureInfo(language),
                createIfNotExists: true,
                tryParents: false
            )!
            from name in composed.Names.Distinct(StringComparer.Ordinal)
            where string.IsNullOrWhiteSpace(texts.GetString(composed.Prefix + name))
            select $"{composed.Texts.Name} has no “{composed.Prefix}{name}”."
        );
}
