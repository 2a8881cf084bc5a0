using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Domain.Shared;
using Portal.Navigation;
using Portal.Reports.Common;

namespace Portal.Reports.Files;

/// <summary>Downloads of a report's files for signed-in users: the same bytes as from the API and the command line.</summary>
internal static class ReportDownloads
{
    public static void MapReportFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PortalUrls.ReportFiles, DownloadAsync).RequireAuthorization(Permissions.ReportsRead).ExcludeFromDescription();
    }

    private static async Task<Results<FileContentHttpResult, NotFound, ProblemHttpResult>> DownloadAsync(
        string? unit,
        string? month,
        string? from,
        string? format,
        string? language,
        int? number,
        HttpContext context,
        IReportReader reports,
        DistrictTime time
    )
    {
        if (
            ReportKey.TryCreate(unit ?? "", month, from) is not { } key
            || FormatOf(format) is not { } known
            || CultureOf(language) is not { } culture
        )
            return TypedResults.NotFound();
        var actor = context.User.ToActor(time);
        try
        {
            return await reports.FileAsync(actor, key, known, culture, number, context.RequestAborted) is { } file
                ? TypedResults.File(file.Content, file.ContentType, file.Name)
                : TypedResults.NotFound();
        }
        catch (DamagedReportException)
        {
            return ReportProblems.OfDamaged();
        }
    }

    internal static ReportFormat? FormatOf(string? word) =>
        word switch
        {
            "docx" => ReportFormat.Docx,
            "xlsx" => ReportFormat.Xlsx,
            _ => null,
        };

    // Without a language, the reader's own.
    internal static CultureInfo? CultureOf(string? word) =>
        word switch
        {
            null => CultureInfo.CurrentUICulture,
            _ => ReportPhrases.Languages.Any(l => l.Code == word) ? CultureInfo.GetCultureInfo(word) : null,
        };
}
