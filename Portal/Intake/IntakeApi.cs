using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Intake;

/// <summary>The endpoints of <c>/import</c> beside the page: the upload of a file, and the download of rejected rows.</summary>
internal static class IntakeApi
{
    public static void MapIntake(this IEndpointRouteBuilder routes)
    {
        var import = routes.MapGroup(PortalUrls.Import).ExcludeFromDescription().RequireAuthorization(Permissions.ImportsRun);
        import.MapPost("/upload", UploadAsync).WithMetadata(new DisableRequestSizeLimitAttribute());
        import.MapGet("/{id:guid}/rejected.csv", DownloadAsync);
    }

    /// <summary>The body is the file itself, streamed to disk.</summary>
    private static async Task<Results<Ok<UploadedFile>, ProblemHttpResult>> UploadAsync(
        HttpContext context,
        IAntiforgery antiforgery,
        ImportStore store
    )
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Problem("antiforgery", StatusCodes.Status400BadRequest);
        if (context.Request.ContentLength > store.MostBytes)
            return Problem("file.tooLarge", StatusCodes.Status413PayloadTooLarge, store.MostBytes >> 20);
        try
        {
            var (name, length) = await store.SaveAsync(context.Request.Body, context.RequestAborted);
            return TypedResults.Ok(new UploadedFile(name, length));
        }
        catch (RecordFileException refused)
        {
            return Problem(refused.Code, StatusCodes.Status413PayloadTooLarge, store.MostBytes >> 20);
        }
    }

    /// <summary>Finds only imports within the user's scope.</summary>
    private static async Task<Results<PushStreamHttpResult, NotFound>> DownloadAsync(
        Guid id,
        HttpContext context,
        ImportBatches batches,
        DistrictTime time
    )
    {
        var actor = context.User.ToActor(time);
        if (await batches.FindAsync(actor, id, context.RequestAborted) is not { } batch)
            return TypedResults.NotFound();
        return TypedResults.Stream(
            body =>
                RejectedRowsCsv.WriteAsync(
                    body,
                    batch.HeaderJson,
                    batches.RejectedAsync(actor, id, context.RequestAborted),
                    context.RequestAborted
                ),
            "text/csv; charset=utf-8",
            Path.GetFileNameWithoutExtension(batch.FileName) + ".rejected.csv"
        );
    }

    private static ProblemHttpResult Problem(string code, int status, params object[] arguments) =>
        TypedResults.Problem(
            statusCode: status,
            title: RowErrors.Message(code, arguments),
            extensions: new Dictionary<string, object?> { ["code"] = code }
        );

    /// <summary>An uploaded file.</summary>
    /// <param name="Name">The name under which <see cref="ImportStore"/> keeps it.</param>
    /// <param name="Length">The length in bytes.</param>
    internal sealed record UploadedFile(string Name, long Length);
}
