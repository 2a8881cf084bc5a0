using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Access;
using Portal.Api;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Reviews;
using Portal.Domain.Shared;

namespace Portal.Reviews;

/// <summary>The API of bad reviews. They are moved on pages alone: what a citizen said is noted by who heard it.</summary>
internal static class ReviewsApi
{
    private const int MostAtOnce = ReviewReader.MostOfPage;

    public static void MapReviews(this IEndpointRouteBuilder routes)
    {
        var reviews = routes.MapGroup("/reviews").WithTags("Reviews");
        reviews
            .MapGet("", ListAsync)
            .WithSummary("What follows from ratings of 1 and 2 within the key's scope, page by page; the latest first.")
            .RequireAuthorization(Permissions.TasksRead);
        reviews.MapGet("/{id:long}", FindAsync).WithSummary("One bad review with its history.").RequireAuthorization(Permissions.TasksRead);
    }

    /// <param name="unit">Code of a unit: its reviews and those of all below it.</param>
    /// <param name="state">opened, called, mending, mended, asked, disputed, closed, struckOut or withdrawn.</param>
    /// <param name="late">true for those of which the unit has let its time pass, false for the others.</param>
    /// <param name="after">An id: only those that follow it in the list, to continue after the previous answer.</param>
    /// <param name="limit">The most reviews, 1 to 500; 100 when absent.</param>
    /// <param name="request">The call.</param>
    /// <param name="user">The key.</param>
    /// <param name="reviews">The reviews.</param>
    /// <param name="references">Units.</param>
    /// <param name="time">The district's clock.</param>
    /// <param name="cancellation">Ends with the call.</param>
    private static async Task<Results<Ok<ReviewAnswer[]>, ProblemHttpResult>> ListAsync(
        string? unit,
        string? state,
        string? late,
        string? after,
        string? limit,
        HttpRequest request,
        ClaimsPrincipal user,
        ReviewReader reviews,
        IReferenceReader references,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request.Query, nameof(unit), nameof(state), nameof(late), nameof(after), nameof(limit));
        var actor = user.ToActor(time);
        var reference = await references.GetAsync(cancellation);
        var filter = new ReviewFilter(
            query.Unit(nameof(unit), reference, actor.ScopeFor(Permissions.TasksRead), time.Today)?.Id,
            query.Word<ReviewState>(nameof(state)) is { } one ? [one] : null,
            query.Flag(nameof(late))
        );
        var most = query.Number(nameof(limit), otherwise: 100, 1, MostAtOnce);
        var last = query.Id(nameof(after));
        if (query.Problem is { } problem)
            return problem;
        var page = await reviews.PageAsync(actor, filter, last, most, cancellation);
        return TypedResults.Ok(page.Select(review => ReviewAnswer.Of(review, time, isWhole: false)).ToArray());
    }

    private static async Task<Results<Ok<ReviewAnswer>, ProblemHttpResult>> FindAsync(
        long id,
        ClaimsPrincipal user,
        ReviewReader reviews,
        DistrictTime time,
        CancellationToken cancellation
    ) =>
        await reviews.FindAsync(user.ToActor(time), id, cancellation) is { } review
            ? TypedResults.Ok(ReviewAnswer.Of(review, time, isWhole: true))
            : ApiProblems.Of(ReviewRefusal.ReviewUnknown);
}
