using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Portal.Domain.Catalogue;

namespace Portal.Domain.Reports;

/// <summary>What writes, renders, signs and sends reports.</summary>
internal static class ReportServices
{
    public static void AddReports(this IServiceCollection services)
    {
        services.AddSingleton<Data.ReportReader>();
        services.TryAddSingleton<IReportWriter, ReportWriter>();
        services.AddSingleton<ReportPlaces>();
        services.AddSingleton<TemplateStore>();
        services.AddSingleton<IReportRenderer, Word.WordRenderer>();
        services.AddSingleton<IReportRenderer, Excel.ExcelRenderer>();
        services.AddSingleton<ReportRendering>();
        services.AddSingleton<TemplateInspection>();
        services.AddSingleton<IReportTemplates, ReportTemplates>();
        services.AddSingleton<SignedReports>();
        services.AddSingleton<BuiltDrafts>();
        services.AddSingleton<ReportRemarks>();
        services.AddSingleton<ReportReading>();
        services.AddSingleton<ReportSigning>();
        services.AddSingleton<IReports, PortalReports>();
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
        services.AddSingleton<Asking.TableReader>();
        services.AddSingleton<Asking.SavedTables>();
        services.AddSingleton<Asking.TableDelivery>();
    }
}
