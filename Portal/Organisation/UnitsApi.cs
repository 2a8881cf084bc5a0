using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Hosting;

namespace Portal.Organisation;

/// <summary>A unit on a day, with the columns of the file that <c>import units</c> takes.</summary>
public sealed record UnitAnswer(string Code, string Name, UnitKind Kind, string? ParentCode, DateOnly? ValidFrom, DateOnly? ValidTo);

/// <summary>The organisation for other systems.</summary>
internal static class UnitsApi
{
    public static void MapUnits(this IEndpointRouteBuilder routes) => routes
        .MapGet("/units", ListAsync)
        .WithTags("Organisation")
        .WithSummary("The units within the key's scope that exist on a day, in order of code.")
        .RequireAuthorization(Permissions.UnitsRead);

    /// <param name="on">The day; today when absent.</param>
    /// <param name="request">The call.</param>
    /// <param name="user">The key.</param>
    /// <param name="references">Organisation and catalogue.</param>
    /// <param name="time">The district's clock.</param>
    /// <param name="cancellation">Ends with the call.</param>
    private static async Task<Results<Ok<UnitAnswer[]>, ProblemHttpResult>> ListAsync(
        string? on, HttpRequest request, ClaimsPrincipal user, IReferenceReader references, DistrictTime time, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query, nameof(on));
        var day = query.Day(nameof(on)) ?? time.Today;
        if (query.Problem is { } problem) return problem;
        var units = (await references.GetAsync(cancellation)).Units;
        var scope = user.ToActor().Scope;
        return TypedResults.Ok(units.All
            .Where(unit => units.IsInForce(unit.Id, day) && scope.Contains(units, unit.Id, time.Today))
            .OrderBy(unit => unit.Code, StringComparer.Ordinal)
            .Select(unit => Answer(units, unit, units.VersionAt(unit.Id, day)))
            .ToArray());
    }

    private static UnitAnswer Answer(UnitTree units, Unit unit, UnitVersion version) => new(
        unit.Code, version.Name, version.Kind, version.ParentId is { } parent ? units.Find(parent)?.Code : null, version.ValidFrom, version.ValidTo);
}
