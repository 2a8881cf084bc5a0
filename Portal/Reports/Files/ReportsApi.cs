using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Portal.Access;
using Portal.Api;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Domain.Reports.Refusals;
using Portal.Domain.Shared;

namespace Portal.Reports.Files;

/// <summary>The query parameters of a report, as sent.</summary>
/// <param name="Unit">Code of the unit.</param>
/// <param name="Month">The last month, as 2014-10.</param>
/// <param name="From">The first month; when absent, the last month alone.</param>
/// <param name="Language">zh-CN or en; that of the caller's Accept-Language when absent, else zh-CN.</param>
/// <param name="Number">Number of the signed version; the latest when absent, and the present draft where none was signed.</param>
internal sealed record ReportParameters(string? Unit, string? Month, string? From, string? Language, string? Number)
{
    public static readonly string[] Names = ["unit", "month", "from", "language", "number"];
}

/// <summary>Reports for other systems: files, signed versions, and changes since the signing.</summary>
internal static class ReportsApi
{
    private static readonly string[] s_formats = ["docx", "xlsx"];

    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/reports").WithTags("Reports").RequireAuthorization(Permissions.ReportsRead);
        reports.MapGet("", SignedAsync).WithSummary("The signed reports, latest first.");
        reports
            .MapGet("/monthly", FileAsync)
            .WithSummary("A report as a file: as it was signed, else the draft of now.")
            .Produces(StatusCodes.Status200OK, contentType: ReportFiles.ContentType(ReportFormat.Docx))
            .Produces(StatusCodes.Status304NotModified);
        reports.MapGet("/difference", DifferenceAsync).WithSummary("What the figures say now against a signed report.");
    }

    /// <param name="unit">Code of one unit; all of the key's units when absent.</param>
    /// <param name="month">The last month, as 2014-10; all when absent.</param>
    /// <param name="request">The call.</param>
    /// <param name="user">The key.</param>
    /// <param name="references">Units.</param>
    /// <param name="archive">The list of reports.</param>
    /// <param name="time">The district's clock.</param>
    /// <param name="cancellation">Ends with the call.</param>
    private static async Task<Results<Ok<SignedReportAnswer[]>, ProblemHttpResult>> SignedAsync(
        string? unit,
        string? month,
        HttpRequest request,
        ClaimsPrincipal user,
        IReferenceReader references,
        ReportArchive archive,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request.Query, nameof(unit), nameof(month));
        var actor = user.ToActor(time);
        query.Unit(nameof(unit), await references.GetAsync(cancellation), actor.ScopeFor(Permissions.ReportsRead), time.Today);
        var last = ReportKey.TryCreate("", query.Text(nameof(month)), from: null)?.To;
        if (last is null && query.Text(nameof(month)) is not null)
            query.Refuse(nameof(month), "month.invalid", "expected a month such as 2014-10.");
        if (query.Problem is { } problem)
            return problem;
        var rows = await archive.SignedAsync(actor, query.Text(nameof(unit)), last, cancellation);
        return TypedResults.Ok(rows.Select(r => SignedReportAnswer.Of(r, time)).ToArray());
    }

    /// <param name="parameters">Which report.</param>
    /// <param name="format">docx or xlsx.</param>
    /// <param name="request">The call.</param>
    /// <param name="user">The key.</param>
    /// <param name="references">Units.</param>
    /// <param name="reports">Reports.</param>
    /// <param name="time">The district's clock.</param>
    /// <param name="cancellation">Ends with the call.</param>
    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> FileAsync(
        [AsParameters] ReportParameters parameters,
        string? format,
        HttpRequest request,
        ClaimsPrincipal user,
        IReferenceReader references,
        IReportReader reports,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request.Query, [.. ReportParameters.Names, nameof(format)]);
        var actor = user.ToActor(time);
        var asked = Read(query, await references.GetAsync(cancellation), actor, time);
        if (ReportFiles.Find(format) is not { } known)
        {
            query.Refuse(nameof(format), "format.unknown", $"required: one of {string.Join(", ", s_formats)}.");
            return query.Problem!;
        }
        if (query.Problem is { } problem)
            return problem;
        return await TryAsync<FileContentHttpResult>(async () =>
            await reports.FileAsync(actor, asked!.Key, known, asked.Culture, asked.Number, cancellation) is { } file
                ? TypedResults.File(
                    file.Content,
                    file.ContentType,
                    file.Name,
                    entityTag: new EntityTagHeaderValue($"\"{ReportFiles.Hash(file.Content)}\"")
                )
                : null
        );
    }

    private static async Task<Results<Ok<DifferenceAnswer>, ProblemHttpResult>> DifferenceAsync(
        [AsParameters] ReportParameters parameters,
        HttpRequest request,
        ClaimsPrincipal user,
        IReferenceReader references,
        IReportReader reports,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request.Query, ReportParameters.Names);
        var actor = user.ToActor(time);
        var asked = Read(query, await references.GetAsync(cancellation), actor, time);
        if (query.Problem is { } problem)
            return problem;
        return await TryAsync<Ok<DifferenceAnswer>>(async () =>
            await reports.CompareAsync(actor, asked!.Key, asked.Culture, asked.Number, cancellation) is { } difference
                ? TypedResults.Ok(DifferenceAnswer.Of(difference))
                : null
        );
    }

    private static async Task<Results<T, ProblemHttpResult>> TryAsync<T>(Func<Task<T?>> read)
        where T : class, IResult
    {
        try
        {
            if (await read() is { } answer)
                return answer;
            return ApiProblems.Of(ReportRefusal.ReportUnknown);
        }
        catch (DamagedReportException)
        {
            return ReportProblems.OfDamaged();
        }
    }

    /// <summary>Null when a parameter is wrong; the query then has the problem.</summary>
    private static ReportRequest? Read(QueryReader query, ReferenceData reference, Actor actor, DistrictTime time)
    {
        if (query.Text("unit") is null)
            query.Refuse("unit", "unit.required", "required: the code of a unit.");
        var unit = query.Unit("unit", reference, actor.ScopeFor(Permissions.ReportsRead), time.Today);
        var key = ReportKey.TryCreate(unit?.Code ?? "", query.Text("month"), query.Text("from"));
        if (key is null)
            query.Refuse(
                "month",
                "period.invalid",
                "required: a month such as 2014-10, with from not after it and no more than 12 months in all."
            );
        var culture = query.Text("language") is null ? CultureInfo.CurrentUICulture : ReportLanguages.Find(query.Text("language"));
        if (culture is null)
            query.Refuse("language", "language.unknown", $"expected one of {string.Join(", ", ReportLanguages.All.Select(l => l.Name))}.");
        int? number = query.Text("number") is null ? null : query.Number("number", 1, 1, int.MaxValue);
        return key is null || culture is null ? null : new(key, culture, number);
    }

    private sealed record ReportRequest(ReportKey Key, CultureInfo Culture, int? Number);
}
