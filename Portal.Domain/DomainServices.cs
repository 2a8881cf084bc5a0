using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Domain.Access;
using Portal.Domain.Backups;
using Portal.Domain.Campaigns;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Data.Faults;
using Portal.Domain.Data.Zones;
using Portal.Domain.Demonstration;
using Portal.Domain.Demonstration.Campaigns;
using Portal.Domain.Demonstration.Province;
using Portal.Domain.Demonstration.Rectifications;
using Portal.Domain.Demonstration.Reviews;
using Portal.Domain.Demonstration.Sheets;
using Portal.Domain.Demonstration.Supervision;
using Portal.Domain.Figures;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Intake;
using Portal.Domain.Mail;
using Portal.Domain.Metrics.Contents;
using Portal.Domain.Metrics.Control;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Moving;
using Portal.Domain.Records;
using Portal.Domain.Records.Changes;
using Portal.Domain.Records.Lists;
using Portal.Domain.Rectifications;
using Portal.Domain.Reports;
using Portal.Domain.Reviews;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Domain.Standards;
using Portal.Domain.Storage;
using Portal.Domain.Supervision;
using Portal.Domain.Webhooks;
using Portal.Domain.Worklist;

namespace Portal.Domain;

/// <summary>Puts the domain's services together, by feature.</summary>
public static class DomainServices
{
    /// <summary>How many contexts are pooled: a page reads with several at once.</summary>
    private const int KeptContexts = 64;

    /// <summary>Adds everything the domain offers. <see cref="TimeProvider"/> is the system's unless one is already there.</summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="database">Which database.</param>
    /// <param name="zone">
    /// The time zone that the database must have; null for the database's own, <see cref="ZoneSetting.Default"/> in a new one.
    /// </param>
    public static IServiceCollection AddPortalDomain(this IServiceCollection services, DatabaseOptions database, TimeZoneInfo? zone)
    {
        services.TryAddSingleton(TimeProvider.System);
        var setting = new ZoneSetting(zone);
        services.AddSingleton(setting);
        services.AddSingleton(provider => new DistrictTime(setting.ForNewDatabase, provider.GetRequiredService<TimeProvider>()));
        services.AddData(database);
        services.AddStorage();
        services.AddSignals();
        services.AddSingleton<IReferenceReader, ReferenceReader>();
        services.AddIntake();
        services.AddFigures();
        services.AddSingleton<DemonstrationFigures>();
        services.AddSingleton<DemonstrationCards>();
        services.AddSingleton<DemonstrationCampaign>();
        services.AddSingleton<DemonstrationRectifications>();
        services.AddSingleton<DemonstrationReviews>();
        services.AddSingleton<TaijiangDemonstration>();
        services.AddSingleton<ProvinceDemonstration>();
        services.AddSingleton<ProvinceFigures>();
        services.AddMetrics();
        services.AddReports();
        services.AddSupervision();
        services.AddCampaigns();
        services.AddStandards();
        services.AddRectifications();
        services.AddReviews();
        services.AddWorklist();
        services.AddWebhooks();
        services.AddAccess();
        services.TryAddSingleton(MailOptions.Off);
        services.AddSingleton<MailOutbox>();
        services.AddSingleton<RecordSearch>();
        services.AddSingleton<RecordHistory>();
        services.AddSingleton<SavedViews>();
        services.AddSingleton<IRecordFeed, RecordFeed>();
        return services;
    }

    private static void AddMetrics(this IServiceCollection services)
    {
        services.AddSingleton<MetricsCalculator>();
        services.AddSingleton<ReportingFigures>();
        services.AddSingleton<OutcomeFigures>();
        services.AddSingleton<IMetricsReader, MetricsReader>();
        services.AddSingleton<ControlCharts>();
        services.AddSingleton<ConsistentRead>();
        services.AddSingleton<MetricsFolder>();
        services.AddSingleton<MetricsAudit>();
        services.AddSingleton<WaitingDeltas>();
        services.AddSingleton<SourcesOfRecord>();
        services.AddSingleton<IUncountedMonths, UncountedMonths>();
        services.AddSingleton<FigureContents>();
        services.AddSingleton<IReportedStates, ReportedStates>();
        services.AddSingleton<ReportReconciliation>();
        services.AddSingleton<IFigureAccounting, ReportedAccounting>();
        services.AddSingleton<OverdueFlagger>();
        services.AddSingleton<RecordRederivation>();
        services.AddSingleton<TimeZoneChange>();
    }

    private static MoveTargetServices MoveTarget(IServiceProvider source) =>
        connectionString =>
        {
            var time = source.GetRequiredService<DistrictTime>();
            return new ServiceCollection()
                .AddLogging()
                .AddSingleton(time)
                .AddPortalDomain(new(DatabaseKind.Postgres, connectionString), time.Zone)
                .BuildServiceProvider();
        };

    private static void AddData(this IServiceCollection services, DatabaseOptions database)
    {
        services.AddSingleton(database);
        services.AddSingleton<StorageState>();
        services.AddSingleton<DatabaseZone>();
        services.AddSingleton<WritePermit>();
        services.AddSingleton<StorageInterceptor>();
        services.AddSingleton(provider => new WriteGate(database, provider.GetRequiredService<WritePermit>()));
        services.AddSingleton<DatabasePreparation>();
        services.AddSingleton<DatabaseBackup>();
        services.AddSingleton<DatabaseMove>();
        services.AddSingleton(MoveTarget);
        if (database.Kind == DatabaseKind.Postgres)
        {
            services.AddPooledDbContextFactory<PostgresPortalDb>(
                (provider, options) =>
                    options.UsePortalPostgres(database.ConnectionString).AddInterceptors(provider.GetRequiredService<StorageInterceptor>()),
                KeptContexts
            );
            services.AddSingleton<IDbContextFactory<PortalDb>, PortalDbFactory<PostgresPortalDb>>();
        }
        else
        {
            services.AddPooledDbContextFactory<SqlitePortalDb>(
                (provider, options) =>
                    options.UsePortalSqlite(database.ConnectionString).AddInterceptors(provider.GetRequiredService<StorageInterceptor>()),
                KeptContexts
            );
            services.AddSingleton<IDbContextFactory<PortalDb>, PortalDbFactory<SqlitePortalDb>>();
        }
        // Identity's stores ask for a context of their scope.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContext());
    }
}
