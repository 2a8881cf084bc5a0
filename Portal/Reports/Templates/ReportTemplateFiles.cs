using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Templates;
using Portal.Domain.Shared;
using Portal.Navigation;
using Portal.Reports.Common;
using Portal.Reports.Files;

namespace Portal.Reports.Templates;

/// <summary>Downloads report templates and accepts changed ones.</summary>
internal static class ReportTemplateFiles
{
    /// <summary>One byte more than a template may have, so that the inspection reports a larger file.</summary>
    private const int MostBytes = (10 << 20) + 1;

    public static void MapReportTemplates(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup(PortalUrls.ReportTemplateFiles).ExcludeFromDescription();
        files.MapGet("", DownloadAsync).RequireAuthorization(Permissions.ReportsRead);
        // Bounded while it is read.
        files.MapPost("", UploadAsync).RequireAuthorization(Permissions.ReportsWrite).WithMetadata(new DisableRequestSizeLimitAttribute());
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> DownloadAsync(
        string? unit,
        string? format,
        string? language,
        int? number,
        HttpContext context,
        ReportTemplates templates,
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
        ReportTemplates templates,
        DistrictTime time,
        IAntiforgery antiforgery,
        IStringLocalizer<ReportsText> text
    )
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Problem("antiforgery", StatusCodes.Status400BadRequest, text["refused.antiforgery"]);
        if (ReportDownloads.FormatOf(format) is not { } known || ReportDownloads.CultureOf(language) is not { } culture)
            return TypedResults.NotFound();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping
        );
        var content = await ReadAsync(context.Request.Body, stop.Token);
        var uploaded = await templates.UploadAsync(
            context.User.ToActor(time),
            unit ?? "",
            known,
            culture,
            Path.GetFileName(name ?? ""),
            content,
            seen ?? 0,
            stop.Token
        );
        return uploaded.Refusal is { } refusal
            ? Problem(refusal.Code, (int)refusal.Status, refusal.Text)
            : TypedResults.Ok(new UploadedReportTemplate(uploaded.Value));
    }

    /// <summary>The body, up to the length at which it is known to be too large.</summary>
    private static async Task<byte[]> ReadAsync(Stream body, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (content.Length < MostBytes && await body.ReadAsync(buffer, cancellation) is var read and > 0)
            content.Write(buffer, 0, read);
        return content.ToArray();
    }

    /// <summary>In the reader's language: the page shows the detail unchanged.</summary>
    private static ProblemHttpResult Problem(string code, int status, string detail) =>
        TypedResults.Problem(
            statusCode: status,
            title: code,
            detail: detail,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code }
        );

    /// <summary>The faults found in a template; empty when it is in force now.</summary>
    internal sealed record UploadedReportTemplate(IReadOnlyList<TemplateFault> Faults);
}
