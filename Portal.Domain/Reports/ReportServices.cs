using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Excel;
using Portal.Domain.Documents.Word;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.CustomTables;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Domain.Reports.Monthly.Templates;
using Portal.Domain.Reports.Subscriptions;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports;

/// <summary>Registers the services that write, render, sign and send reports.</summary>
internal static class ReportServices
{
    public static void AddReports(this IServiceCollection services)
    {
        services.AddSingleton<ReportDataReader>();
        services.TryAddSingleton<IReportWriter, ReportWriter>();
        services.AddSingleton<ReportPlaces>();
        services.AddSingleton<TemplateStore>();
        services.AddSingleton<IReportRenderer, WordRenderer>();
        services.AddSingleton<IReportRenderer, ExcelRenderer>();
        services.AddSingleton<ReportRendering>();
        services.AddSingleton<TemplateInspection>();
        services.AddSingleton(p => new ReportTemplates(
            p.GetRequiredService<IDbContextFactory<PortalDb>>(),
            p.GetRequiredService<WriteGate>(),
            p.GetRequiredService<ReportPlaces>(),
            p.GetRequiredService<TemplateStore>(),
            p.GetRequiredService<TemplateInspection>(),
            p.GetRequiredService<ReportRendering>(),
            p.GetRequiredService<DistrictTime>()
        ));
        services.AddSingleton<SignedReports>();
        services.AddSingleton<BuiltDrafts>();
        services.AddSingleton<ReportRemarks>();
        services.AddSingleton<IReportRemarks>(p => p.GetRequiredService<ReportRemarks>());
        services.AddSingleton<IReportReader, ReportReader>();
        services.AddSingleton<IReportSigning, ReportSigning>();
        services.TryAddSingleton(ReportOptions.Default);
        services.AddSingleton<ReportDays>();
        services.AddSingleton<ReportBuilds>();
        services.AddSingleton<FailedDraftCount>();
        services.AddSingleton<DayBuilds>();
        services.AddSingleton(p => new ReportBuilder(
            p.GetRequiredService<ReportBuilds>(),
            p.GetRequiredService<IReportWriter>(),
            p.GetRequiredService<ReportRendering>(),
            p.GetRequiredService<IReferenceReader>(),
            p.GetRequiredService<ILogger<ReportBuilder>>()
        ));
        services.AddSingleton<ReportArchive>();
        services.AddSingleton<FailedDrafts>();
        services.AddSingleton<ReportSubscriptions>();
        services.AddSingleton<ReportDelivery>();
        services.AddSingleton<ReportYears>();
        services.AddSingleton<TableReader>();
        services.AddSingleton<SavedTables>();
        services.AddSingleton<TableDelivery>();
    }
}
