using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Api;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Shared;

namespace Portal.Catalogue;

/// <summary>The catalogue for other systems. It is public, so it is the same for every key.</summary>
internal static class ItemsApi
{
    public static void MapItems(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/items", ListAsync)
            .WithTags("Catalogue")
            .WithSummary("The items in force on a day, in order of code.")
            .RequireAuthorization(Permissions.ItemsRead);

    private static async Task<Results<Ok<ItemAnswer[]>, ProblemHttpResult>> ListAsync(
        string? on,
        HttpRequest request,
        IReferenceReader references,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request.Query, nameof(on));
        var day = query.Day(nameof(on)) ?? time.Today;
        if (query.Problem is { } problem)
            return problem;
        var reference = await references.GetAsync(cancellation);
        return TypedResults.Ok(reference.Items.InForce(day).Select(version => Answer(reference, version)).ToArray());
    }

    private static ItemAnswer Answer(ReferenceData reference, ServiceItemVersion version) =>
        new(
            reference.Items.Find(version.ItemId)!.Code,
            version.Name,
            version.Kind,
            reference.Units.Find(version.UnitId)?.Code,
            version.StatutoryLimit,
            version.PromisedLimit,
            version.LimitUnit,
            version.Instant,
            version.Process,
            version.ValidFrom,
            version.ValidTo
        );
}
