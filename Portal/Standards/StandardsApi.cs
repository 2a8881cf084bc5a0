using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Access;
using Portal.Api;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Standards.Reading;

namespace Portal.Standards;

/// <summary>The API of standards.</summary>
internal static class StandardsApi
{
    public static void MapStandards(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/standards", ReadAsync)
            .WithTags("Standards")
            .WithSummary("Service points with their standards, and stationing in the service centre, on a day.")
            .RequireAuthorization(Permissions.StandardsRead);

    /// <param name="unit">Code of a unit: its points and those of all below it.</param>
    /// <param name="on">A day, yyyy-MM-dd; today when absent.</param>
    /// <param name="kind">districtCentre, branchCentre, streetCentre or communityPoint.</param>
    /// <param name="request">The call.</param>
    /// <param name="user">The key.</param>
    /// <param name="standards">The standards.</param>
    /// <param name="references">Units.</param>
    /// <param name="time">The district's clock.</param>
    /// <param name="cancellation">Ends with the call.</param>
    private static async Task<Results<Ok<StandardsAnswer>, ProblemHttpResult>> ReadAsync(
        string? unit,
        string? on,
        string? kind,
        HttpRequest request,
        ClaimsPrincipal user,
        StandardsReader standards,
        IReferenceReader references,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request.Query, nameof(unit), nameof(on), nameof(kind));
        var actor = user.ToActor(time);
        var reference = await references.GetAsync(cancellation);
        var top = query.Unit(nameof(unit), reference, actor.ScopeFor(Permissions.StandardsRead), time.Today)?.Id;
        var day = query.Day(nameof(on));
        var wanted = query.Word<PointKind>(nameof(kind));
        if (query.Problem is { } problem)
            return problem;
        return TypedResults.Ok(StandardsAnswer.Of(await standards.ReadAsync(actor, top, day, cancellation), wanted));
    }
}
