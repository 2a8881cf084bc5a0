using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portal.Access;
using Portal.Api;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Evidence;
using Portal.Domain.Rectifications;
using Portal.Domain.Shared;

namespace Portal.Rectifications;

/// <summary>What a unit submits.</summary>
/// <param name="Revision">That of the task as the sender saw it.</param>
/// <param name="Statement">What was done; never blank.</param>
public sealed record TaskSubmission(int? Revision, string? Statement);

/// <summary>The API of tasks: so far the rectification orders.</summary>
internal static class TasksApi
{
    private const int MostAtOnce = RectificationReader.MostOfPage;
    private const long LargestBody = 64 * 1024;

    public static void MapTasks(this IEndpointRouteBuilder routes)
    {
        var tasks = routes.MapGroup("/tasks").WithTags("Tasks");
        tasks
            .MapGet("", ListAsync)
            .WithSummary("What units within the key's scope were ordered to do, page by page; the latest first.")
            .RequireAuthorization(Permissions.TasksRead);
        tasks
            .MapGet("/{id}", FindAsync)
            .WithSummary("One task with its history and the facts of its evidence.")
            .RequireAuthorization(Permissions.TasksRead);
        tasks
            .MapGet("/{id}/evidence/{file:long}", DownloadAsync)
            .WithSummary("A file of evidence, byte for byte as it was sent.")
            .RequireAuthorization(Permissions.TasksRead);
        tasks
            .MapPost("/{id}/evidence", AddAsync)
            .WithSummary("Adds a JPEG, PNG or PDF to the present round: as the file of a form, or as the body with ?name=.")
            .WithMetadata(new DisableRequestSizeLimitAttribute()) // bounded while it is read
            .AddOpenApiOperationTransformer(DescribeBodyAsync)
            .RequireAuthorization(Permissions.TasksWrite);
        tasks
            .MapPost("/{id}/submission", SubmitAsync)
            .WithSummary("The unit says that it has done what it was ordered to do.")
            .WithMetadata(new BodyLimit(LargestBody))
            .RequireAuthorization(Permissions.TasksWrite);
    }

    /// <param name="kind">rectification; all kinds when absent.</param>
    /// <param name="unit">Code of a unit: its tasks and those of all below it.</param>
    /// <param name="state">ordered, submitted, closed or withdrawn.</param>
    /// <param name="overdue">true for those whose last day passed without a submission, false for the others.</param>
    /// <param name="after">The id of a task: only those that follow it in the list, to continue after the previous answer.</param>
    /// <param name="limit">The most tasks, 1 to 500; 100 when absent.</param>
    /// <param name="request">The call.</param>
    /// <param name="user">The key.</param>
    /// <param name="orders">The orders.</param>
    /// <param name="references">Units.</param>
    /// <param name="time">The district's clock.</param>
    /// <param name="cancellation">Ends with the call.</param>
    private static async Task<Results<Ok<TaskAnswer[]>, ProblemHttpResult>> ListAsync(
        string? kind,
        string? unit,
        string? state,
        string? overdue,
        string? after,
        string? limit,
        HttpRequest request,
        ClaimsPrincipal user,
        RectificationReader orders,
        IReferenceReader references,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(
            request.Query,
            nameof(kind),
            nameof(unit),
            nameof(state),
            nameof(overdue),
            nameof(after),
            nameof(limit)
        );
        var actor = user.ToActor(time);
        var reference = await references.GetAsync(cancellation);
        query.Word<TaskKind>(nameof(kind)); // there is one kind so far: another one is refused
        var filter = new RectificationFilter(
            query.Unit(nameof(unit), reference, actor.ScopeFor(Permissions.TasksRead), time.Today)?.Id,
            query.Word<RectificationState>(nameof(state)) is { } one ? [one] : null,
            query.Flag(nameof(overdue))
        );
        var most = query.Number(nameof(limit), otherwise: 100, 1, MostAtOnce);
        var last = Last(query, nameof(after));
        if (query.Problem is { } problem)
            return problem;
        var page = await orders.PageAsync(actor, filter, last, most, cancellation);
        return TypedResults.Ok(page.Select(order => TaskAnswer.Of(order, time, isWhole: false)).ToArray());
    }

    private static async Task<Results<Ok<TaskAnswer>, ProblemHttpResult>> FindAsync(
        string id,
        ClaimsPrincipal user,
        RectificationReader orders,
        DistrictTime time,
        CancellationToken cancellation
    ) =>
        TaskAnswer.NumberOf(id) is { } number && await orders.FindAsync(user.ToActor(time), number, cancellation) is { } order
            ? TypedResults.Ok(TaskAnswer.Of(order, time, isWhole: true))
            : ApiProblems.Of(RectificationRefusal.OrderUnknown);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> DownloadAsync(
        string id,
        long file,
        ClaimsPrincipal user,
        RectificationReader orders,
        RectificationEvidence evidence,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var actor = user.ToActor(time);
        return
            TaskAnswer.NumberOf(id) is { } number
            && await orders.FindAsync(actor, number, cancellation) is { } order
            && order.Evidence.Any(e => e.Id == file)
            && await evidence.OpenAsync(actor, file, cancellation) is { } found
            ? RectificationFiles.Answer(found)
            : ApiProblems.Of(RectificationRefusal.OrderUnknown);
    }

    private static async Task<Results<Created<TaskEvidence>, ProblemHttpResult>> AddAsync(
        string id,
        HttpRequest request,
        ClaimsPrincipal user,
        RectificationEvidence evidence,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        if (TaskAnswer.NumberOf(id) is not { } number)
            return ApiProblems.Of(RectificationRefusal.OrderUnknown);
        try
        {
            if (await SentFile.ReadAsync(request, cancellation) is not { } sent)
                return ApiProblems.Of(EvidenceRefusal.FileIsEmpty);
            var added = await evidence.AddAsync(user.ToActor(time), number, sent.Name, sent.Length, sent.Content, cancellation);
            return added.Refusal is { } refusal
                ? ApiProblems.Of(refusal)
                : TypedResults.Created($"{request.Path}/{added.Value.Id}", TaskEvidence.Of(added.Value, time));
        }
        catch (Exception broken) when (SentFile.IsBroken(broken))
        {
            return ApiProblems.Of(StatusCodes.Status400BadRequest, "form.invalid", "The form cannot be read, or ends too early.");
        }
    }

    private static async Task<Results<Ok<TaskAnswer>, NoContent, ProblemHttpResult>> SubmitAsync(
        string id,
        TaskSubmission submission,
        ClaimsPrincipal user,
        RectificationMoves moves,
        RectificationReader orders,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        if (TaskAnswer.NumberOf(id) is not { } number)
            return ApiProblems.Of(RectificationRefusal.OrderUnknown);
        if (submission.Revision is not { } revision)
        {
            return ApiProblems.Of(
                StatusCodes.Status422UnprocessableEntity,
                "revision.required",
                "Send the revision of the task that you have seen."
            );
        }
        var actor = user.ToActor(time);
        if (await moves.SubmitAsync(actor, number, revision, submission.Statement ?? "", cancellation) is { } refusal)
            return ApiProblems.Of(refusal);
        // A key that may write and not read is told no more than that it is done.
        return await orders.FindAsync(actor, number, cancellation) is { } order
            ? TypedResults.Ok(TaskAnswer.Of(order, time, isWhole: true))
            : TypedResults.NoContent();
    }

    private static long? Last(QueryReader query, string name)
    {
        if (query.Text(name) is not { } text)
            return null;
        if (TaskAnswer.NumberOf(text) is { } number)
            return number;
        query.Refuse(name, "id.invalid", "expected the id of a task, such as rectification-12.");
        return null;
    }

    private static Task DescribeBodyAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        var bytes = new OpenApiMediaType
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
        };
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
            },
        };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["multipart/form-data"] = new() { Schema = form },
                ["image/jpeg"] = bytes,
                ["image/png"] = bytes,
                ["application/pdf"] = bytes,
            },
        };
        operation.Parameters ??= [];
        operation.Parameters.Add(
            new OpenApiParameter
            {
                Name = "name",
                In = ParameterLocation.Query,
                Description = "The file's name, when the body is the file itself.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            }
        );
        return Task.CompletedTask;
    }
}
