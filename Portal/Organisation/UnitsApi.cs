using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Access;
using Portal.Api;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Organisation;

/// <summary>A unit on a day, with the columns of the file of <c>import units</c>.</summary>
public sealed record UnitAnswer(string Code, string Name, UnitKind Kind, string? ParentCode, DateOnly? ValidFrom, DateOnly? ValidTo);

/// <summary>The API of units.</summary>
internal static class UnitsApi
{
    private const int MostAtOnce = 10_000;

    public static void MapUnits(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/units", ListAsync)
            .WithTags("Organisation")
            .WithSummary("The units within the key's scope that exist on a day, in order of code; with limit, one page after a code.")
            .RequireAuthorization(Permissions.UnitsRead);

    /// <param name="on">The day; today when absent.</param>
    /// <param name="parent">Code of a unit: only its direct children.</param>
    /// <param name="after">A code: only units after it, to continue after the previous answer.</param>
    /// <param name="limit">The most units, 1 to 10,000; all when absent.</param>
    /// <param name="request">The call.</param>
    /// <param name="user">The key.</param>
    /// <param name="references">Organisation and catalogue.</param>
    /// <param name="time">The district's time zone.</param>
    /// <param name="cancellation">Cancels the call.</param>
    private static async Task<Results<Ok<UnitAnswer[]>, ProblemHttpResult>> ListAsync(
        string? on,
        string? parent,
        string? after,
        string? limit,
        HttpRequest request,
        ClaimsPrincipal user,
        IReferenceReader references,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request.Query, nameof(on), nameof(parent), nameof(after), nameof(limit));
        var day = query.Day(nameof(on)) ?? time.Today;
        var reference = await references.GetAsync(cancellation);
        var (units, scope) = (reference.Units, user.ToActor(time).ScopeFor(Permissions.UnitsRead));
        var above = query.Unit(nameof(parent), reference, scope, time.Today);
        var most = query.Number(nameof(limit), otherwise: int.MaxValue, 1, MostAtOnce);
        if (query.Problem is { } problem)
            return problem;
        var listed = (
            above is null
                ? units.All
                : units.EverChildren(above.Id).Select(id => units.Find(id)!).Where(u => units.ParentAt(u.Id, day) == above.Id)
        )
            .SkipWhile(unit => query.Text(nameof(after)) is { } last && string.CompareOrdinal(unit.Code, last) <= 0)
            .Where(unit => units.IsInForce(unit.Id, day) && scope.Contains(units, unit.Id, time.Today));
        return TypedResults.Ok(listed.Take(most).Select(unit => Answer(units, unit, units.VersionAt(unit.Id, day))).ToArray());
    }

    private static UnitAnswer Answer(UnitTree units, Unit unit, UnitVersion version) =>
        new(
            unit.Code,
            version.Name,
            version.Kind,
            version.ParentId is { } parent ? units.Find(parent)?.Code : null,
            version.ValidFrom,
            version.ValidTo
        );
}
