using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Templates;
using Portal.Domain.Shared;
using Portal.Figures.Cells;
using Portal.Figures.Sheets;
using Portal.Navigation;

namespace Portal.Figures.Api;

/// <summary>Downloads a sheet's Excel template and accepts it filled in.</summary>
internal static class TemplateApi
{
    // Each upload may need a few megabytes: others wait until a slot is free.
    private static readonly SemaphoreSlim s_reading = new(4);

    // A sender that dribbles bytes must not keep a slot from the others.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    public static void MapTemplates(this IEndpointRouteBuilder routes)
    {
        var sheet = routes.MapGroup(PortalUrls.Figures + "/{form}/{unit}/{month}/template.xlsx").ExcludeFromDescription();
        sheet.MapGet("", DownloadAsync).RequireAuthorization(Permissions.FiguresRead);
        // Bounded while it is read.
        sheet.MapPost("", UploadAsync).RequireAuthorization(Permissions.FiguresWrite).WithMetadata(new DisableRequestSizeLimitAttribute());
    }

    private static async Task<Results<PushStreamHttpResult, NotFound>> DownloadAsync(
        string form,
        string unit,
        string month,
        HttpContext context,
        SheetReader sheets,
        DistrictTime time,
        IStringLocalizer<FiguresText> text
    )
    {
        if (await OpenAsync(form, unit, month, context, sheets, time) is not { } view)
            return TypedResults.NotFound();
        var name = text["template.fileName", view.UnitName, view.Definition.Name, Days.ToMonthText(view.Key.Month)];
        return TypedResults.Stream(body => WriteAsync(view, body, context.RequestAborted), SheetTemplate.ContentType, name);
    }

    /// <summary>The body is the file itself. It is parsed and checked; nothing is saved before the sender confirms the changes.</summary>
    private static async Task<Results<Ok<UploadedTemplate>, NotFound, ProblemHttpResult>> UploadAsync(
        string form,
        string unit,
        string month,
        HttpContext context,
        SheetReader sheets,
        IAntiforgery antiforgery,
        TemplateUploads uploads,
        IFigureReferences figures,
        IReferenceReader references,
        DistrictTime time
    )
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Problem("antiforgery", StatusCodes.Status400BadRequest);
        if (await OpenAsync(form, unit, month, context, sheets, time) is not { } view)
            return TypedResults.NotFound();
        var names = SheetTemplateNames.Of(
            await figures.GetAsync(context.RequestAborted),
            (await references.GetAsync(context.RequestAborted)).Units,
            time.Today
        );
        if (await ReadAsync(view, names, context) is not { } content)
            return Problem("template.slow", StatusCodes.Status408RequestTimeout);
        return TypedResults.Ok(
            new UploadedTemplate(uploads.Keep(context.User.ToActor(time).Name, view.Key, content), content.Cells.Count, content.Problems)
        );
    }

    /// <summary>Null when the file did not arrive in time.</summary>
    private static async Task<TemplateContent?> ReadAsync(SheetView view, SheetTemplateNames names, HttpContext context)
    {
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await s_reading.WaitAsync(patience.Token);
        patience.CancelAfter(s_patience);
        try
        {
            return await SheetTemplate.ReadAsync(context.Request.Body, view, names, patience.Token);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            s_reading.Release();
        }
    }

    private static async Task<SheetView?> OpenAsync(
        string form,
        string unit,
        string month,
        HttpContext context,
        SheetReader sheets,
        DistrictTime time
    ) =>
        Days.TryParseMonth(month, out var first)
            ? await sheets.OpenAsync(context.User.ToActor(time), new SheetKey(form, unit, first), context.RequestAborted)
            : null;

    private static async Task WriteAsync(SheetView view, Stream body, CancellationToken cancellation)
    {
        using var workbook = new MemoryStream();
        SheetTemplate.Write(view, workbook);
        workbook.Position = 0;
        await workbook.CopyToAsync(body, cancellation);
    }

    private static ProblemHttpResult Problem(string code, int status) =>
        TypedResults.Problem(
            statusCode: status,
            title: code,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code }
        );

    /// <summary>A template that was parsed.</summary>
    /// <param name="Id">The id by which the page fetches it.</param>
    /// <param name="Cells">How many cells have a value or a comment.</param>
    /// <param name="Problems">What must be corrected first.</param>
    internal sealed record UploadedTemplate(Guid Id, int Cells, IReadOnlyList<TemplateProblem> Problems);
}
