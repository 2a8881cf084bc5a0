using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portal.Access;
using Portal.Api;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;
using Portal.Records.Lists;

namespace Portal.Records;

/// <summary>The API of cases and appeals.</summary>
internal static class RecordsApi
{
    /// <summary>The largest body of one call, in bytes; send more in parts or as a file.</summary>
    public const long LargestBody = 256L * 1024 * 1024;

    public static void MapRecords(this IEndpointRouteBuilder routes)
    {
        routes.MapStream("/cases", "Cases", RecordStream.Cases, Permissions.CasesRead, Permissions.CasesWrite);
        routes.MapStream("/appeals", "Appeals", RecordStream.Appeals, Permissions.AppealsRead, Permissions.AppealsWrite);
    }

    private static void MapStream(
        this IEndpointRouteBuilder routes,
        string path,
        string tag,
        RecordStream stream,
        string read,
        string write
    )
    {
        var group = routes.MapGroup(path).WithTags(tag).WithMetadata(new StreamOf(stream));
        group
            .MapGet("", ListAsync)
            .WithSummary("Records within the key's scope, page by page; the latest accepted first unless sorted otherwise.")
            .RequireAuthorization(read);
        group
            .MapPost("", TakeAsync)
            .WithSummary("Imports records: each is created, updated or, without a change, left as it is.")
            .WithDescription(
                "atomic=true imports all records or none. CSV and NDJSON bodies have the same fields as JSON. A field that is left out "
                    + "keeps what is stored, null or a blank clears it. Of messages with updatedAt an older one changes nothing."
            )
            .AddOpenApiOperationTransformer(DescribeBodyAsync) // Accepts() would reject other types before authentication
            .WithMetadata(new BodyLimit(LargestBody))
            .RequireAuthorization(write);
    }

    private static async Task<Results<Ok<IntakeAnswer>, ProblemHttpResult>> TakeAsync(
        string? atomic,
        HttpRequest request,
        ClaimsPrincipal user,
        RecordMessageImporter reception,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request.Query, nameof(atomic));
        var isAtomic = query.Flag(nameof(atomic)) ?? false;
        if (query.Problem is { } problem)
            return problem;
        if (RecordMessageImporter.FormatOf(request.ContentType) is not { } format)
        {
            return ApiProblems.Of(
                StatusCodes.Status415UnsupportedMediaType,
                "contentType.unsupported",
                "Expected application/json, application/x-ndjson or text/csv."
            );
        }
        if (request.Headers.ContentEncoding.Count > 0)
        {
            return ApiProblems.Of(
                StatusCodes.Status415UnsupportedMediaType,
                "contentEncoding.unsupported",
                "Send the body as it is, without Content-Encoding."
            );
        }
        var stream = StreamIn(request.HttpContext);
        var options = OptionsOf(stream, user, time) with { Atomic = isAtomic };
        var charset = RecordMessageImporter.CharsetOf(request.ContentType);
        var answer = await reception.ImportAsync(request.Body, format, charset, options, cancellation);
        return answer.Broken is { } broken && answer.Received == 1
            ? ApiProblems.Of(StatusCodes.Status400BadRequest, broken.Code, broken.Message)
            : TypedResults.Ok(answer);
    }

    private static IntakeOptions OptionsOf(RecordStream stream, ClaimsPrincipal user, DistrictTime time)
    {
        var (actor, bound) = (user.ToActor(time), PortalClaims.SourcesOf(user));
        return new(stream)
        {
            Scope = actor.ScopeFor(RecordPermissions.Write(stream)),
            Sender = actor.Name,
            Sources = bound.Count > 0 ? [.. bound.Select(source => source.Name)] : null,
            Granted = bound,
        };
    }

    private static async Task DescribeBodyAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(RecordMessage[]), null, cancellation);
        var text = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new() { Schema = schema },
                ["application/x-ndjson"] = text,
                ["text/csv"] = text,
            },
        };
    }

    private static async Task<Results<Ok<RecordPage>, ProblemHttpResult>> ListAsync(
        [AsParameters] RecordParameters parameters,
        HttpRequest request,
        ClaimsPrincipal user,
        RecordSearch search,
        IReferenceReader references,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var query = new RecordQueryReader(request.Query, await references.GetAsync(cancellation), time);
        var (stream, actor) = (StreamIn(request.HttpContext), user.ToActor(time));
        var filter = query.Filter(stream, actor.ScopeFor(RecordPermissions.Read(stream)));
        var (order, after, most) = (query.Order(), query.Cursor(), query.Most());
        if (query.Problem is { } problem)
            return problem;
        var found = await search.PageAsync(actor, filter, order, after, most + 1, cancellation);
        var page = found.Take(most).ToList();
        return TypedResults.Ok(
            new RecordPage(
                page.ConvertAll(record => RecordAnswer.Of(record, query.Reference, time)),
                found.Count > page.Count ? RecordCursorText.Of(RecordSearch.CursorOf(page[^1], order)) : null
            )
        );
    }

    private static RecordStream StreamIn(HttpContext context) => context.GetEndpoint()!.Metadata.GetRequiredMetadata<StreamOf>().Stream;

    /// <summary>The stream of an endpoint.</summary>
    private sealed record StreamOf(RecordStream Stream);
}
