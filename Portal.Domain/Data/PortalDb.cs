using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Access.Sessions;
using Portal.Domain.Access.Sources;
using Portal.Domain.Calendar;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Catalogue;
using Portal.Domain.Evidence;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Reminders;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Entry;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Watched;
using Portal.Domain.Mail;
using Portal.Domain.Marks;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Changes;
using Portal.Domain.Records.Lists;
using Portal.Domain.Rectifications;
using Portal.Domain.Reports.CustomTables;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Domain.Reports.Monthly.Templates;
using Portal.Domain.Reports.Subscriptions;
using Portal.Domain.Reviews;
using Portal.Domain.Shared;
using Portal.Domain.Standards.Checklists;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Clocks;
using Portal.Domain.Supervision.Issuing;
using Portal.Domain.Supervision.Rules;
using Portal.Domain.Supervision.Telling;
using Portal.Domain.Webhooks.Outbox;
using Portal.Domain.Webhooks.Subscriptions;

namespace Portal.Domain.Data;

/// <summary>Everything the portal stores. Two thin subclasses give it a provider and a set of migrations each.</summary>
public abstract class PortalDb(DbContextOptions options) : IdentityUserContext<PortalUser, int>(options), IDataProtectionKeyContext
{
    /// <summary>The last transaction in which <see cref="WritePermit"/> has permitted writing; it holds until the end of that.</summary>
    internal Guid? PermittedTransaction { get; set; }

    public DbSet<Unit> Units => Set<Unit>();

    /// <summary>The single row with the version of units, items and calendar.</summary>
    public DbSet<ReferenceState> ReferenceStates => Set<ReferenceState>();

    public DbSet<ServicePoint> ServicePoints => Set<ServicePoint>();

    public DbSet<ServiceItem> ServiceItems => Set<ServiceItem>();

    public DbSet<CalendarDay> CalendarDays => Set<CalendarDay>();

    /// <summary>The records of both streams; <see cref="Cases"/> and <see cref="Appeals"/> are its two parts.</summary>
    public DbSet<ServiceRecord> Records => Set<ServiceRecord>();

    public DbSet<ServiceCase> Cases => Set<ServiceCase>();

    public DbSet<Appeal> Appeals => Set<Appeal>();

    public DbSet<RecordSource> RecordSources => Set<RecordSource>();

    /// <summary>What messages changed in stored records.</summary>
    public DbSet<RecordChange> RecordChanges => Set<RecordChange>();

    /// <summary>Lists of records that people saved under a name.</summary>
    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<MetricCell> MetricCells => Set<MetricCell>();

    public DbSet<MetricDelta> MetricDeltas => Set<MetricDelta>();

    public DbSet<MetricsState> MetricsStates => Set<MetricsState>();

    public DbSet<RederivationRequest> RederivationRequests => Set<RederivationRequest>();

    public DbSet<ImportProfile> ImportProfiles => Set<ImportProfile>();

    public DbSet<ImportBatch> ImportBatches => Set<ImportBatch>();

    public DbSet<FolderState> FolderStates => Set<FolderState>();

    public DbSet<RejectedRow> RejectedRows => Set<RejectedRow>();

    public DbSet<RecordEntry> RecordEntries => Set<RecordEntry>();

    public DbSet<FigureForm> FigureForms => Set<FigureForm>();

    public DbSet<FigureSheet> FigureSheets => Set<FigureSheet>();

    public DbSet<FigureEntry> FigureEntries => Set<FigureEntry>();

    public DbSet<FigureVersion> FigureVersions => Set<FigureVersion>();

    public DbSet<FigureStep> FigureSteps => Set<FigureStep>();

    public DbSet<SourceRule> SourceRules => Set<SourceRule>();

    public DbSet<ReconciliationNote> ReconciliationNotes => Set<ReconciliationNote>();

    public DbSet<FigureReminder> FigureReminders => Set<FigureReminder>();

    public DbSet<SignedReport> SignedReports => Set<SignedReport>();

    public DbSet<ReportBuild> ReportBuilds => Set<ReportBuild>();

    public DbSet<ReportRemark> ReportRemarks => Set<ReportRemark>();

    public DbSet<ReportTemplate> ReportTemplates => Set<ReportTemplate>();

    public DbSet<ReportSubscription> ReportSubscriptions => Set<ReportSubscription>();

    public DbSet<SavedTable> SavedTables => Set<SavedTable>();

    public DbSet<WarningRule> WarningRules => Set<WarningRule>();

    public DbSet<SupervisionCard> SupervisionCards => Set<SupervisionCard>();

    /// <summary>The records of which a rule will speak, or has spoken.</summary>
    public DbSet<WatchedRecord> WatchedRecords => Set<WatchedRecord>();

    /// <summary>The single row that says how far records are followed.</summary>
    public DbSet<SupervisionProgress> SupervisionProgress => Set<SupervisionProgress>();

    public DbSet<UnitHours> UnitHours => Set<UnitHours>();

    public DbSet<Campaign> Campaigns => Set<Campaign>();

    public DbSet<CampaignItem> CampaignItems => Set<CampaignItem>();

    public DbSet<CampaignStep> CampaignSteps => Set<CampaignStep>();

    public DbSet<ServiceStandard> ServiceStandards => Set<ServiceStandard>();

    /// <summary>Why units are not stationed in the service centre.</summary>
    public DbSet<StationingNote> StationingNotes => Set<StationingNote>();

    /// <summary>Which tasks people have opened.</summary>
    public DbSet<ReadMark> ReadMarks => Set<ReadMark>();

    /// <summary>When each person was last told of what waits.</summary>
    public DbSet<DailyTelling> DailyTellings => Set<DailyTelling>();

    public DbSet<Rectification> Rectifications => Set<Rectification>();

    /// <summary>What follows from ratings of 1 and 2.</summary>
    public DbSet<BadReview> BadReviews => Set<BadReview>();

    /// <summary>The single row that says since when ratings open reviews, and how far records are followed.</summary>
    public DbSet<ReviewProgress> ReviewProgress => Set<ReviewProgress>();

    /// <summary>The facts of files that are kept as proof.</summary>
    public DbSet<EvidenceFile> EvidenceFiles => Set<EvidenceFile>();

    /// <summary>Their bytes.</summary>
    public DbSet<EvidenceContent> EvidenceContents => Set<EvidenceContent>();

    public DbSet<OutgoingMail> OutgoingMails => Set<OutgoingMail>();

    public DbSet<WebhookSubscription> WebhookSubscriptions => Set<WebhookSubscription>();

    public DbSet<WebhookEvent> WebhookEvents => Set<WebhookEvent>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    public DbSet<UserGrant> UserGrants => Set<UserGrant>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<ApiKeySource> ApiKeySources => Set<ApiKeySource>();

    public DbSet<SourceName> SourceNames => Set<SourceName>();

    public DbSet<UserSession> UserSessions => Set<UserSession>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<Installation> Installations => Set<Installation>();

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RefuseFrozenChanges();
        ReferenceChanges.Mark(ChangeTracker);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RefuseFrozenChanges();
        ReferenceChanges.Mark(ChangeTracker);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDb).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        conventions.Properties<DateOnly>().HaveConversion<DayConverter>();
    }

    private void RefuseFrozenChanges()
    {
        if (ChangeTracker.Entries<IFrozen>().FirstOrDefault(e => e.State is EntityState.Modified or EntityState.Deleted) is { } entry)
        {
            throw new InvalidOperationException($"A {entry.Metadata.DisplayName()} cannot be changed or deleted.");
        }
    }
}
