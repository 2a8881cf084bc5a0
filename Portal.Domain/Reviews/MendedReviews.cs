using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Reviews;

/// <summary>差评整改率: the share of bad reviews that were mended, by unit and by the day of the first rating.</summary>
/// <remarks>
/// Numerator: closed as mended, that is with a second rating of 3 to 5 or, where the citizen did not answer, by the decision of the office.
/// Denominator: all that are neither struck out nor withdrawn, those that are still open included. Only of units for which the actor may
/// read tasks.
/// </remarks>
public sealed class MendedReviews(IDbContextFactory<PortalDb> databases, IReferenceReader references, DistrictTime time)
{
    /// <summary>The share of a unit and all below it; 0 of 0 without a review, and outside the actor's scope.</summary>
    /// <param name="actor">The reader.</param>
    /// <param name="unitId">Null for all units of the actor.</param>
    /// <param name="from">The first day of the first rating.</param>
    /// <param name="to">The last one, included.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<MendedShare> OfAsync(
        Actor actor,
        int? unitId,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellation = default
    ) => (await ByUnitAsync(actor, unitId, from, to, cancellation)).Values.Aggregate(new MendedShare(0, 0), (sum, one) => sum + one);

    /// <summary>The denominator: reviews of ratings of these days, both included, that are neither struck out nor withdrawn.</summary>
    internal static IQueryable<BadReview> Counted(IQueryable<BadReview> reviews, DateOnly from, DateOnly to) =>
        reviews
            .Where(r => r.RatedDay >= from && r.RatedDay <= to)
            .Where(r => r.State != ReviewState.StruckOut && r.State != ReviewState.Withdrawn);

    /// <summary>The own shares of the unit and of each unit below it; none for units without a review that counts.</summary>
    /// <inheritdoc cref="OfAsync"/>
    public async Task<IReadOnlyDictionary<int, MendedShare>> ByUnitAsync(
        Actor actor,
        int? unitId,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellation = default
    )
    {
        var units = (await references.GetAsync(cancellation)).Units;
        var scope = actor.ScopeFor(Permissions.TasksRead).Narrow(units, unitId, time.Today);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (db.BadReviews.AsNoTracking().Within(scope, units, time.Today) is not { } reviews)
            return new Dictionary<int, MendedShare>();
        var counts = await Counted(reviews, from, to)
            .GroupBy(r => new { r.UnitId, r.IsMended })
            .Select(g => new
            {
                g.Key.UnitId,
                g.Key.IsMended,
                Count = g.Count(),
            })
            .ToListAsync(cancellation);
        return counts
            .GroupBy(c => c.UnitId)
            .ToDictionary(g => g.Key, g => new MendedShare(g.Where(c => c.IsMended).Sum(c => c.Count), g.Sum(c => c.Count)));
    }
}

/// <summary>How many bad reviews were mended.</summary>
/// <param name="Mended">The numerator: not more than <paramref name="Counted"/>.</param>
/// <param name="Counted">The denominator.</param>
public readonly record struct MendedShare(int Mended, int Counted)
{
    /// <summary>From 0 to 1; null where there is no review: shown as “—”, never 0 %.</summary>
    public decimal? Share => Counted == 0 ? null : (decimal)Mended / Counted;

    public static MendedShare operator +(MendedShare a, MendedShare b) => new(a.Mended + b.Mended, a.Counted + b.Counted);
}
