using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Evidence;
using Portal.Domain.Rectifications;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Rectifications;

/// <summary>The endpoints of evidence beside the page: the upload of a file, and its download.</summary>
internal static class RectificationFiles
{
    public static void MapRectificationEvidence(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup(PortalUrls.RectificationEvidence).ExcludeFromDescription();
        files.MapGet("/{id:long}", DownloadAsync).RequireAuthorization(Permissions.TasksRead);
        // Bounded while it is read.
        files.MapPost("", UploadAsync).RequireAuthorization(Permissions.TasksWrite).WithMetadata(new DisableRequestSizeLimitAttribute());
    }

    /// <summary>A file as its bytes, to be saved and never to be shown.</summary>
    public static FileContentHttpResult Answer(EvidenceDownload file) => TypedResults.File(file.Bytes, file.Type.MediaType(), file.Name);

    /// <summary>Finds only files of orders within the user's scope.</summary>
    private static async Task<Results<FileContentHttpResult, NotFound>> DownloadAsync(
        long id,
        HttpContext context,
        RectificationEvidence evidence,
        DistrictTime time
    ) =>
        await evidence.OpenAsync(context.User.ToActor(time), id, context.RequestAborted) is { } file
            ? Answer(file)
            : TypedResults.NotFound();

    /// <summary>The body is the file itself.</summary>
    private static async Task<Results<Ok<EvidenceView>, ProblemHttpResult>> UploadAsync(
        long? number,
        string? name,
        HttpContext context,
        IAntiforgery antiforgery,
        RectificationEvidence evidence,
        DistrictTime time,
        IStringLocalizer<RectificationsText> text
    )
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Problem("antiforgery", StatusCodes.Status400BadRequest, text["evidence.session"]);
        var request = context.Request;
        var added = await evidence.AddAsync(
            context.User.ToActor(time),
            number ?? 0,
            name,
            request.ContentLength,
            request.Body,
            context.RequestAborted
        );
        return added.Refusal is { } refusal ? Problem(refusal.Code, (int)refusal.Status, refusal.Text) : TypedResults.Ok(added.Value);
    }

    /// <summary>In the reader's language: the page shows the title unchanged.</summary>
    private static ProblemHttpResult Problem(string code, int status, string title) =>
        TypedResults.Problem(
            statusCode: status,
            title: title,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code }
        );
}
