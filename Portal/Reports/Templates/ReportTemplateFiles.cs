using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Templates;
using Portal.Domain.Shared;
using Portal.Navigation;
using Portal.Reports.Files;

namespace Portal.Reports.Templates;

/// <summary>Templates of reports, to be fetched and to be sent back changed.</summary>
internal static class ReportTemplateFiles
{
    /// <summary>One byte more than a template may have: the inspection names what is too large.</summary>
    private const int MostBytes = (10 << 20) + 1;

    public static void MapReportTemplates(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup(PortalUrls.ReportTemplateFiles).ExcludeFromDescription();
        files.MapGet("", DownloadAsync).RequireAuthorization(Permissions.ReportsRead);
        files.MapPost("", UploadAsync).RequireAuthorization(Permissions.ReportsWrite).WithMetadata(new DisableRequestSizeLimitAttribute()); // bounded while it is read
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> DownloadAsync(
        string? unit,
        string? format,
        string? language,
        int? number,
        HttpContext context,
        IReportTemplates templates,
        DistrictTime time
    )
    {
        if (ReportDownloads.FormatOf(format) is not { } known || ReportDownloads.CultureOf(language) is not { } culture)
            return TypedResults.NotFound();
        return await templates.FileAsync(context.User.ToActor(time), unit ?? "", known, culture, number, context.RequestAborted) is { } file
            ? TypedResults.File(file.Content, file.ContentType, file.Name)
            : TypedResults.NotFound();
    }

    /// <summary>The body is the file itself.</summary>
    private static async Task<Results<Ok<UploadedReportTemplate>, NotFound, ProblemHttpResult>> UploadAsync(
        string? unit,
        string? format,
        string? language,
        string? name,
        int? seen,
        HttpContext context,
        IReportTemplates templates,
        DistrictTime time,
        IAntiforgery antiforgery
    )
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Problem("antiforgery", StatusCodes.Status400BadRequest);
        if (ReportDownloads.FormatOf(format) is not { } known || ReportDownloads.CultureOf(language) is not { } culture)
            return TypedResults.NotFound();
        try
        {
            var content = await ReadAsync(context.Request.Body, context.RequestAborted);
            return TypedResults.Ok(
                new UploadedReportTemplate(
                    await templates.UploadAsync(
                        context.User.ToActor(time),
                        unit ?? "",
                        known,
                        culture,
                        Path.GetFileName(name ?? ""),
                        content,
                        seen ?? 0,
                        context.RequestAborted
                    )
                )
            );
        }
        catch (ReportRefusedException refused)
        {
            return Problem(refused.Code, StatusCodes.Status409Conflict);
        }
    }

    /// <summary>The body, or so much of it that it is seen to be too large.</summary>
    private static async Task<byte[]> ReadAsync(Stream body, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (content.Length < MostBytes && await body.ReadAsync(buffer, cancellation) is var read and > 0)
            content.Write(buffer, 0, read);
        return content.ToArray();
    }

    private static ProblemHttpResult Problem(string code, int status) =>
        TypedResults.Problem(
            statusCode: status,
            title: code,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code }
        );

    /// <summary>What was found in a template; nothing when it is in force now.</summary>
    internal sealed record UploadedReportTemplate(IReadOnlyList<TemplateFault> Faults);
}
