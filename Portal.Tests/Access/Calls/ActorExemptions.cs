using Portal.Access;
using Portal.Demonstration;
using Portal.Domain.Access;
using Portal.Domain.Access.Sessions;
using Portal.Domain.Backups;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Demonstration;
using Portal.Domain.Demonstration.Campaigns;
using Portal.Domain.Demonstration.Province;
using Portal.Domain.Demonstration.Rectifications;
using Portal.Domain.Demonstration.Reviews;
using Portal.Domain.Demonstration.Sheets;
using Portal.Domain.Demonstration.Supervision;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Reminders;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Watched;
using Portal.Domain.Mail;
using Portal.Domain.Marks;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Moving;
using Portal.Domain.Outcomes;
using Portal.Domain.Records.Lists;
using Portal.Domain.Reports.CustomTables;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Subscriptions;
using Portal.Domain.Reviews;
using Portal.Domain.Signals;
using Portal.Domain.Supervision.Handling;
using Portal.Domain.Supervision.Issuing;
using Portal.Domain.Supervision.Telling;
using Portal.Domain.Webhooks.Outbox;
using Portal.Figures.Board;
using Portal.Figures.Feed;
using Portal.Health;
using Portal.Live.Snapshots;
using Portal.Navigation;

namespace Portal.Tests.Access.Calls;

/// <summary>The types and methods without an actor, or without a call, each with its reason.</summary>
internal static class ActorExemptions
{
    private static readonly (string Reason, string[] Names)[] s_all =
    [
        (
            "work of jobs, which act for the whole portal; it answers with counts or claims, and no page or endpoint reads these",
            [
                nameof(DayBuilds),
                nameof(FailedDraftCount),
                nameof(WaitingDeltas),
                nameof(ReportDelivery),
                nameof(TableDelivery),
                nameof(ReportBuilds),
                nameof(ReportBuilder),
                nameof(MailOutbox),
                nameof(WebhookOutbox),
                nameof(MetricsFolder),
                nameof(MetricsAudit),
                nameof(OverdueFlagger),
                nameof(CardIssuer),
                nameof(ReviewOpener),
                nameof(CardDigests),
                nameof(CardEscalations),
                nameof(IDailyTasks),
                nameof(RecordRederivation),
                nameof(ImportRunner),
                nameof(FolderLook),
                nameof(FolderStates),
                Name<ImportBatches>(nameof(ImportBatches.QueuedAsync)),
                Name<ImportBatches>(nameof(ImportBatches.RequeueAsync)),
                Name<ImportBatches>(nameof(ImportBatches.NeededFilesAsync)),
                Name<ImportBatches>(nameof(ImportBatches.ReleaseFilesAsync)),
                Name<FigureReminders>(nameof(FigureReminders.RemindDueAsync)),
                nameof(AddressBook),
            ]
        ),
        (
            "finds out who acts, so nobody acts yet",
            [
                Name<ApiKeyring>(nameof(ApiKeyring.FindAsync)),
                Name<UserAdministration>(nameof(UserAdministration.HasAdministratorAsync)),
                nameof(UserGrants),
                nameof(UserSessions),
                nameof(EndedSessions),
                nameof(PortalSignInManager),
                nameof(FirstAdministrator),
            ]
        ),
        (
            "the shared reference data by which scopes themselves are decided: units, items, calendar, forms",
            [nameof(IReferenceReader), nameof(IFigureReferences), Name<FiguresReader>(nameof(FiguresReader.KnowsFormAsync))]
        ),
        (
            "only calls back that something changed, or tells a version number; the page then reads as its actor",
            [
                nameof(MetricsFeed),
                nameof(FigureFeed),
                nameof(SheetRevisions),
                nameof(WakeSignals),
                Name<IMetricsReader>(nameof(IMetricsReader.VersionAsync)),
                nameof(ConsistentRead),
                Name<LiveSnapshotCache>(nameof(LiveSnapshotCache.ReadyAsync)),
                Name<LiveSnapshotCache>(nameof(LiveSnapshotCache.Watch)),
            ]
        ),
        (
            "makes the snapshot that all viewers of a unit share; LiveSnapshotCache asks each of them",
            [Name<LiveReader>(nameof(LiveReader.ReadAsync))]
        ),
        (
            "which months of a unit are reported, for readers of lists and figures that have asked for the unit",
            [Name<IReportedStates>(nameof(IReportedStates.MayHoldSheetsAsync)), nameof(IUncountedMonths)]
        ),
        ("counts of all units for IMetricsReader, which has asked for the unit and takes what lies within it", [nameof(IOutcomeSource)]),
        ("within the transaction of SheetMoves, which asks the actor", [nameof(IFigureAccounting)]),
        (
            "passes the actor on to AwaitingSheets, FiguresReader and the readers of the kinds of tasks, which are asked",
            [nameof(INavCount)]
        ),
        ("keeps under a person's own name what the person has opened, and tells no task", [nameof(ReadMarks)]),
        ("a file on disk under a random name, which only its sender has", [nameof(ImportStore)]),
        ("a health check, which tells no record and no unit: how many records of the whole portal are doubtful", [nameof(DoubtfulHealth)]),
        (
            "the database as a whole, and the demonstration: started by the command line or at the start of the process",
            [
                nameof(DatabaseMove),
                nameof(DatabaseBackup),
                nameof(CookieKeys),
                nameof(DatabasePreparation),
                nameof(TimeZoneChange),
                nameof(TaijiangDemonstration),
                nameof(DemonstrationFigures),
                nameof(DemonstrationCards),
                nameof(DemonstrationCampaign),
                nameof(DemonstrationRectifications),
                nameof(DemonstrationReviews),
                nameof(ProvinceDemonstration),
                nameof(DemonstrationAccounts),
                nameof(ReplayService),
            ]
        ),
    ];

    public static IEnumerable<string> Names => s_all.SelectMany(e => e.Names);

    /// <summary>Whether the method, or its type as a whole, is exempted.</summary>
    public static bool Covers(string method) => Names.Contains(method) || Names.Contains(method.Split('.')[0]);

    private static string Name<T>(string method) => $"{typeof(T).Name}.{method}";
}
