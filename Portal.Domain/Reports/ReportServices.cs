using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Portal.Domain.Catalogue;
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

namespace Portal.Domain.Reports;

/// <summary>What writes, renders, signs and sends reports.</summary>
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
        services.AddSingleton<IReportTemplates, ReportTemplates>();
        services.AddSingleton<SignedReports>();
        services.AddSingleton<BuiltDrafts>();
        services.AddSingleton<ReportRemarks>();
        services.AddSingleton<IReportRemarks>(p => p.GetRequiredService<ReportRemarks>());
        services.AddSingleton<IReportReader, ReportReader>();
        services.AddSingleton<IReportSigning, ReportSigning>();
        services.TryAddSingleton(ReportOptions.Default);
        services.AddSingleton<ReportDays>();
        services.AddSingleton<ReportBuilds>();
        services.AddSingleton<DayBuilds>();
        services.AddSingleton(p => new ReportBuilder(
            p.GetRequiredService<ReportBuilds>(),
            p.GetRequiredService<IReportWriter>(),
            p.GetRequiredService<ReportRendering>(),
            p.GetRequiredService<IReferenceReader>(),
            p.GetRequiredService<ILogger<ReportBuilder>>()
        ));
        services.AddSingleton<IReportShelf, ReportShelf>();
        services.AddSingleton<IReportPost, ReportPost>();
        services.AddSingleton<ReportDelivery>();
        services.AddSingleton<ReportYears>();
        services.AddSingleton<TableReader>();
        services.AddSingleton<SavedTables>();
        services.AddSingleton<TableDelivery>();
    }
}
