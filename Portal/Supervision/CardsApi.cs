using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Access;
using Portal.Api;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Handling;
using Portal.Domain.Supervision.Rules;

namespace Portal.Supervision;

/// <summary>What a unit says about a card.</summary>
/// <param name="Text">An answer, or the reason of an objection; never blank.</param>
public sealed record CardMessage(string? Text);

/// <summary>The API of cards.</summary>
internal static class CardsApi
{
    private const int MostAtOnce = CardReader.MostOfPage;
    private const long LargestBody = 64 * 1024;

    public static void MapCards(this IEndpointRouteBuilder routes)
    {
        var cards = routes.MapGroup("/cards").WithTags("Cards");
        cards
            .MapGet("", ListAsync)
            .WithSummary("Notices, yellow and red cards within the key's scope, page by page; the latest first.")
            .RequireAuthorization(Permissions.CardsRead);
        cards
            .MapPost("/{id:long}/acknowledgement", AcknowledgeAsync)
            .WithSummary("The unit has seen the card.")
            .RequireAuthorization(Permissions.CardsWrite);
        cards
            .MapPost("/{id:long}/answer", AnswerAsync)
            .WithSummary("The unit says what went wrong and what it did about it.")
            .WithMetadata(new BodyLimit(LargestBody))
            .RequireAuthorization(Permissions.CardsWrite);
        cards
            .MapPost("/{id:long}/objection", ContestAsync)
            .WithSummary("The unit says why the card is wrong.")
            .WithMetadata(new BodyLimit(LargestBody))
            .RequireAuthorization(Permissions.CardsWrite);
    }

    /// <param name="unit">Code of a unit: its cards and those of all below it.</param>
    /// <param name="level">notice, yellow or red.</param>
    /// <param name="state">issued, acknowledged, answered, contested, closed or withdrawn.</param>
    /// <param name="before">An id: only cards issued before that one, to continue after the previous answer.</param>
    /// <param name="limit">The most cards, 1 to 500; 100 when absent.</param>
    /// <param name="request">The call.</param>
    /// <param name="user">The key.</param>
    /// <param name="cards">The cards.</param>
    /// <param name="references">Units.</param>
    /// <param name="time">The district's clock.</param>
    /// <param name="cancellation">Ends with the call.</param>
    private static async Task<Results<Ok<CardAnswer[]>, ProblemHttpResult>> ListAsync(
        string? unit,
        string? level,
        string? state,
        string? before,
        string? limit,
        HttpRequest request,
        ClaimsPrincipal user,
        CardReader cards,
        IReferenceReader references,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request.Query, nameof(unit), nameof(level), nameof(state), nameof(before), nameof(limit));
        var actor = user.ToActor(time);
        var reference = await references.GetAsync(cancellation);
        var filter = new CardFilter(
            query.Unit(nameof(unit), reference, actor.ScopeFor(Permissions.CardsRead), time.Today)?.Id,
            query.Word<CardLevel>(nameof(level)),
            query.Word<CardState>(nameof(state)) is { } one ? [one] : null
        );
        var most = query.Number(nameof(limit), otherwise: 100, 1, MostAtOnce);
        var last = query.Id(nameof(before));
        if (query.Problem is { } problem)
            return problem;
        var page = await cards.PageAsync(actor, filter, last, most, cancellation);
        return TypedResults.Ok(page.Select(card => CardAnswer.Of(card, time)).ToArray());
    }

    private static Task<Results<Ok<CardAnswer>, NoContent, ProblemHttpResult>> AcknowledgeAsync(
        long id,
        ClaimsPrincipal user,
        CardMoves moves,
        CardReader cards,
        DistrictTime time,
        CancellationToken cancellation
    ) => MoveAsync(id, user, cards, time, actor => moves.AcknowledgeAsync(actor, id, cancellation), cancellation);

    private static Task<Results<Ok<CardAnswer>, NoContent, ProblemHttpResult>> AnswerAsync(
        long id,
        CardMessage message,
        ClaimsPrincipal user,
        CardMoves moves,
        CardReader cards,
        DistrictTime time,
        CancellationToken cancellation
    ) => MoveAsync(id, user, cards, time, actor => moves.AnswerAsync(actor, id, message.Text ?? "", cancellation), cancellation);

    private static Task<Results<Ok<CardAnswer>, NoContent, ProblemHttpResult>> ContestAsync(
        long id,
        CardMessage message,
        ClaimsPrincipal user,
        CardMoves moves,
        CardReader cards,
        DistrictTime time,
        CancellationToken cancellation
    ) => MoveAsync(id, user, cards, time, actor => moves.ContestAsync(actor, id, message.Text ?? "", cancellation), cancellation);

    private static async Task<Results<Ok<CardAnswer>, NoContent, ProblemHttpResult>> MoveAsync(
        long id,
        ClaimsPrincipal user,
        CardReader cards,
        DistrictTime time,
        Func<Actor, Task<Refusal?>> move,
        CancellationToken cancellation
    )
    {
        var actor = user.ToActor(time);
        if (await move(actor) is { } refusal)
            return ApiProblems.Of(refusal);
        // A key that may write and not read is told no more than that it is done.
        return await cards.FindAsync(actor, id, cancellation) is { } card
            ? TypedResults.Ok(CardAnswer.Of(card, time))
            : TypedResults.NoContent();
    }
}
