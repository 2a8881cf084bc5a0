using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portal.Access;
using Portal.Api;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Records;

/// <summary>The query parameters of a list of records, as sent.</summary>
/// <param name="Unit">Code of a unit: records of it and of all units below.</param>
/// <param name="From">First day of acceptance.</param>
/// <param name="To">Last day of acceptance.</param>
/// <param name="Item">Code of an item.</param>
/// <param name="Channel">window, online, phone, proxy, mobile or other.</param>
/// <param name="Open">true: not closed yet; false: closed.</param>
/// <param name="Overdue">true or false.</param>
/// <param name="Source">The name of a source.</param>
/// <param name="CaseNo">A case number.</param>
/// <param name="After">The <c>next</c> of the previous page.</param>
/// <param name="Limit">1 to 1,000; 100 when absent.</param>
internal sealed record RecordParameters(
    string? Unit,
    string? From,
    string? To,
    string? Item,
    string? Channel,
    string? Open,
    string? Overdue,
    string? Source,
    string? CaseNo,
    string? After,
    string? Limit
);

/// <summary>The API of cases and appeals.</summary>
internal static class RecordsApi
{
    /// <summary>The largest body of one call, in bytes; send more in parts or as a file.</summary>
    public const long LargestBody = 256L * 1024 * 1024;

    private static readonly string[] s_filters =
    [
        "unit",
        "from",
        "to",
        "item",
        "channel",
        "open",
        "overdue",
        "source",
        "caseNo",
        "after",
        "limit",
    ];

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
            .WithSummary("Records within the key's scope, newest day of acceptance first, page by page.")
            .RequireAuthorization(read);
        group
            .MapPost("", TakeAsync)
            .WithSummary("Imports records: each is created, updated or, without a change, left as it is.")
            .WithDescription("atomic=true imports all records or none. CSV and NDJSON bodies have the same fields as JSON.")
            .AddOpenApiOperationTransformer(DescribeBodyAsync) // Accepts() would reject other types before authentication
            .WithMetadata(new BodyLimit())
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
        var stream = StreamIn(request.HttpContext);
        var options = new IntakeOptions(stream) { Atomic = isAtomic, Scope = user.ToActor(time).ScopeFor(RecordPermissions.Write(stream)) };
        var answer = await reception.ImportAsync(request.Body, format, options, cancellation);
        return answer.Broken is { } broken && answer.Received == 1
            ? ApiProblems.Of(StatusCodes.Status400BadRequest, broken.Code, broken.Message)
            : TypedResults.Ok(answer);
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
        var query = new QueryReader(request.Query, s_filters);
        var reference = await references.GetAsync(cancellation);
        var (stream, actor) = (StreamIn(request.HttpContext), user.ToActor(time));
        var scope = actor.ScopeFor(RecordPermissions.Read(stream));
        var question = Question(query, new RecordQuery(stream), scope, reference, time.Today);
        if (query.Problem is { } problem)
            return problem;
        var found = await search.FindAsync(actor, question with { Count = question.Count + 1 }, cancellation);
        var page = found.Take(question.Count).ToList();
        return TypedResults.Ok(
            new RecordPage(
                page.ConvertAll(record => RecordAnswer.Of(record, reference, time)),
                found.Count > page.Count ? CursorText(page[^1].Record) : null
            )
        );
    }

    private static RecordQuery Question(
        QueryReader query,
        RecordQuery question,
        UnitScope scope,
        ReferenceData reference,
        DateOnly today
    ) =>
        question with
        {
            UnitId = query.Unit("unit", reference, scope, today)?.Id,
            From = query.Day("from"),
            To = query.Day("to"),
            ItemId = Item(query, reference),
            Channel = query.Word<Channel>("channel"),
            Open = query.Flag("open"),
            Overdue = query.Flag("overdue"),
            Source = query.Text("source"),
            CaseNo = query.Text("caseNo"),
            After = Cursor(query),
            Count = query.Number("limit", 100, 1, 1_000),
        };

    private static int? Item(QueryReader query, ReferenceData reference)
    {
        if (query.Text("item") is not { } code)
            return null;
        if (reference.Items.Find(code) is { } item)
            return item.Id;
        query.Refuse("item", "item.unknown", "no item has this code.");
        return null;
    }

    private static RecordCursor? Cursor(QueryReader query)
    {
        if (query.Text("after") is not { } text)
            return null;
        if (
            text.Split('.') is [var day, var id]
            && Days.TryParse(day, out var acceptedDay)
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
        {
            return new RecordCursor(acceptedDay, number);
        }
        query.Refuse("after", "cursor.invalid", "expected the next of the page before.");
        return null;
    }

    private static string CursorText(ServiceRecord record) =>
        string.Create(CultureInfo.InvariantCulture, $"{Days.ToText(record.AcceptedDay)}.{record.Id}");

    private static RecordStream StreamIn(HttpContext context) => context.GetEndpoint()!.Metadata.GetRequiredMetadata<StreamOf>().Stream;

    /// <summary>The stream of an endpoint.</summary>
    private sealed record StreamOf(RecordStream Stream);

    private sealed class BodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => LargestBody;
    }
}
