using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Access;
using Portal.Api;
using Portal.Domain.Access;
using Portal.Domain.Campaigns.Handling;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Campaigns.Reading;
using Portal.Domain.Catalogue;
using Portal.Domain.Shared;

namespace Portal.Campaigns;

/// <summary>The API of campaigns.</summary>
internal static class CampaignsApi
{
    private const long LargestBody = 64 * 1024;

    public static void MapCampaigns(this IEndpointRouteBuilder routes)
    {
        var campaigns = routes.MapGroup("/campaigns").WithTags("Campaigns");
        campaigns
            .MapGet("", ListAsync)
            .WithSummary("Campaigns with items of the key's units, and how far they are; the latest deadline first.")
            .RequireAuthorization(Permissions.CampaignsRead);
        campaigns
            .MapGet("/{id:int}", FindAsync)
            .WithSummary("One campaign by phase and unit, as it was at the end of a day.")
            .RequireAuthorization(Permissions.CampaignsRead);
        campaigns
            .MapGet("/{id:int}/items", ItemsAsync)
            .WithSummary("The items of a campaign, page by page.")
            .RequireAuthorization(Permissions.CampaignsRead);
        campaigns
            .MapPost("/{id:int}/items/{item:long}/report", ReportAsync)
            .WithSummary("The unit reports an item as done.")
            .WithMetadata(new BodyLimit(LargestBody))
            .RequireAuthorization(Permissions.CampaignsWrite);
    }

    private static async Task<Ok<CampaignAnswer[]>> ListAsync(
        ClaimsPrincipal user,
        CampaignReader campaigns,
        DistrictTime time,
        CancellationToken cancellation
    ) => TypedResults.Ok((await campaigns.ListAsync(user.ToActor(time), cancellation)).Select(CampaignAnswer.Of).ToArray());

    /// <param name="id">The campaign's number.</param>
    /// <param name="on">A day, yyyy-MM-dd; today when absent.</param>
    /// <param name="request">The call.</param>
    /// <param name="user">The key.</param>
    /// <param name="campaigns">The campaigns.</param>
    /// <param name="time">The district's clock.</param>
    /// <param name="cancellation">Ends with the call.</param>
    private static async Task<Results<Ok<CampaignDetails>, ProblemHttpResult>> FindAsync(
        int id,
        string? on,
        HttpRequest request,
        ClaimsPrincipal user,
        CampaignReader campaigns,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request.Query, nameof(on));
        var day = query.Day(nameof(on));
        if (query.Problem is { } problem)
            return problem;
        return await campaigns.FindAsync(user.ToActor(time), id, day, cancellation) is { } campaign
            ? TypedResults.Ok(CampaignDetails.Of(campaign))
            : ApiProblems.Of(CampaignRefusal.CampaignUnknown);
    }

    /// <param name="id">The campaign's number.</param>
    /// <param name="unit">Code of a unit: its items and those of all below it.</param>
    /// <param name="phase">The position of a phase.</param>
    /// <param name="state">open, reported, done or dropped.</param>
    /// <param name="after">An id: only items after that one, to continue after the previous answer.</param>
    /// <param name="limit">The most items, 1 to 1,000; 100 when absent.</param>
    /// <param name="request">The call.</param>
    /// <param name="user">The key.</param>
    /// <param name="campaigns">The campaigns.</param>
    /// <param name="references">Units.</param>
    /// <param name="time">The district's clock.</param>
    /// <param name="cancellation">Ends with the call.</param>
    private static async Task<Results<Ok<CampaignItemAnswer[]>, ProblemHttpResult>> ItemsAsync(
        int id,
        string? unit,
        string? phase,
        string? state,
        string? after,
        string? limit,
        HttpRequest request,
        ClaimsPrincipal user,
        CampaignReader campaigns,
        IReferenceReader references,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request.Query, nameof(unit), nameof(phase), nameof(state), nameof(after), nameof(limit));
        var actor = user.ToActor(time);
        var reference = await references.GetAsync(cancellation);
        var filter = new ItemFilter(
            query.Unit(nameof(unit), reference, actor.ScopeFor(Permissions.CampaignsRead), time.Today)?.Id,
            query.Text(nameof(phase)) is null ? null : query.Number(nameof(phase), otherwise: 1, 1, CampaignOrder.MostPhases),
            query.Word<ItemState>(nameof(state))
        );
        var most = query.Number(nameof(limit), otherwise: 100, 1, CampaignReader.MostOfPage);
        var last = query.Id(nameof(after));
        if (query.Problem is { } problem)
            return problem;
        var items = await campaigns.ItemsAsync(actor, id, filter, last, most, cancellation);
        return TypedResults.Ok(items.Select(item => CampaignItemAnswer.Of(item, time)).ToArray());
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ReportAsync(
        int id,
        long item,
        ItemMessage message,
        ClaimsPrincipal user,
        CampaignMoves moves,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var refusal = await moves.ReportAsync(user.ToActor(time), id, [new(item, message.Cleared)], message.Remark, cancellation);
        return refusal is null ? TypedResults.NoContent() : ApiProblems.Of(refusal);
    }
}
