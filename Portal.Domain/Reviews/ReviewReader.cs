using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Reviews;

/// <summary>Reads bad reviews, page by page. Only those of units for which the actor may read tasks; none without the right.</summary>
public sealed class ReviewReader(IDbContextFactory<PortalDb> databases, IReferenceReader references, DistrictTime time)
{
    /// <summary>The most reviews of one page.</summary>
    public const int MostOfPage = 500;

    private static readonly ReviewState[] s_ofUnit = [ReviewState.Opened, ReviewState.Called, ReviewState.Mending, ReviewState.Mended];
    private static readonly ReviewState[] s_ofOffice = [ReviewState.Asked, ReviewState.Disputed];

    /// <summary>The reviews of the filter, the latest first.</summary>
    /// <param name="actor">The reader.</param>
    /// <param name="filter">Which reviews.</param>
    /// <param name="before">The number of the last review of the page before; null for the first page.</param>
    /// <param name="count">The largest number of reviews, at most <see cref="MostOfPage"/>.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<IReadOnlyList<ReviewView>> PageAsync(
        Actor actor,
        ReviewFilter filter,
        long? before,
        int count,
        CancellationToken cancellation = default
    )
    {
        var reference = await references.GetAsync(cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (Filtered(db, actor, filter, reference.Units) is not { } reviews)
            return [];
        var page = await reviews
            .Where(r => before == null || r.Id < before) // numbers rise with the time of the opening
            .OrderByDescending(r => r.Id)
            .Take(Math.Clamp(count, 0, MostOfPage))
            .ToListAsync(cancellation);
        return [.. page.Select(review => View(review, reference))];
    }

    /// <summary>The numbers of the filter's reviews by unit and state; none for units without a review.</summary>
    public async Task<IReadOnlyList<ReviewCount>> CountAsync(Actor actor, ReviewFilter filter, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (Filtered(db, actor, filter, units) is not { } reviews)
            return [];
        var now = time.Now;
        return await reviews
            .GroupBy(r => new
            {
                r.UnitId,
                r.State,
                IsLate = r.DueAt != null && r.DueAt < now,
            })
            .Select(g => new ReviewCount(g.Key.UnitId, g.Key.State, g.Key.IsLate, g.Count()))
            .ToListAsync(cancellation);
    }

    /// <summary>The number of reviews on which the actor has to act: for the own units, and to decide.</summary>
    public async Task<int> CountWaitingAsync(Actor actor, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var act = Within(db, actor.ScopeFor(Permissions.TasksWrite), units)?.Where(r => s_ofUnit.Contains(r.State));
        var decide = Within(db, actor.ScopeFor(Permissions.TasksDecide), units)?.Where(r => s_ofOffice.Contains(r.State));
        return (act is null ? 0 : await act.CountAsync(cancellation)) + (decide is null ? 0 : await decide.CountAsync(cancellation));
    }

    /// <summary>
    /// The reviews on which the actor has to act, those of units by due time and then those to decide, the oldest first. Who may do neither
    /// is shown the late ones.
    /// </summary>
    /// <param name="actor">The reader.</param>
    /// <param name="unitId">The unit, and all below it; null for all of the actor's.</param>
    /// <param name="count">The largest number of reviews of each of the two, at most <see cref="MostOfPage"/>.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<IReadOnlyList<ReviewView>> WaitingAsync(Actor actor, int? unitId, int count, CancellationToken cancellation = default)
    {
        var reference = await references.GetAsync(cancellation);
        var units = reference.Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var most = Math.Clamp(count, 0, MostOfPage);
        var (write, decide) = (actor.ScopeFor(Permissions.TasksWrite), actor.ScopeFor(Permissions.TasksDecide));
        var now = time.Now;
        IQueryable<BadReview>?[] parts =
        [
            Within(db, Narrowed(write), units)?.Where(r => s_ofUnit.Contains(r.State)),
            Within(db, Narrowed(decide), units)?.Where(r => s_ofOffice.Contains(r.State)),
            write.IsNothing && decide.IsNothing
                ? Within(db, Narrowed(actor.ScopeFor(Permissions.TasksRead)), units)?.Where(r => r.DueAt != null && r.DueAt < now)
                : null,
        ];
        var reviews = new List<BadReview>();
        foreach (var part in parts.OfType<IQueryable<BadReview>>())
            reviews.AddRange(await part.OrderBy(r => r.DueAt).ThenBy(r => r.Id).Take(most).ToListAsync(cancellation));
        return [.. reviews.Select(review => View(review, reference))];

        UnitScope Narrowed(UnitScope scope) => scope.Narrow(units, unitId, time.Today);
    }

    /// <summary>One review with its history; null when there is none, or its unit is outside the scope.</summary>
    public async Task<ReviewView?> FindAsync(Actor actor, long id, CancellationToken cancellation = default)
    {
        var reference = await references.GetAsync(cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var review = await db.BadReviews.AsNoTracking().Include(r => r.Steps).SingleOrDefaultAsync(r => r.Id == id, cancellation);
        return review is not null && actor.ScopeFor(Permissions.TasksRead).Contains(reference.Units, review.UnitId, time.Today)
            ? View(review, reference) with
            {
                Steps = [.. review.Steps.OrderBy(s => s.Id)],
            }
            : null;
    }

    private IQueryable<BadReview>? Filtered(PortalDb db, Actor actor, ReviewFilter filter, UnitTree units)
    {
        var scope = actor.ScopeFor(Permissions.TasksRead).Narrow(units, filter.UnitId, time.Today);
        if (Within(db, scope, units) is not { } reviews)
            return null;
        var now = time.Now;
        if (filter.States is { Count: > 0 } states)
            reviews = reviews.Where(r => states.Contains(r.State));
        if (filter.IsLate is { } late)
            reviews = reviews.Where(r => (r.DueAt != null && r.DueAt < now) == late);
        if (filter.RecordId is { } record)
            reviews = reviews.Where(r => r.RecordId == record);
        return reviews;
    }

    /// <summary>The reviews of the scope's units; null for a scope without units.</summary>
    private IQueryable<BadReview>? Within(PortalDb db, UnitScope scope, UnitTree units) =>
        db.BadReviews.AsNoTracking().Within(scope, units, time.Today);

    private ReviewView View(BadReview review, ReferenceData reference) =>
        new(
            review.Id,
            review.UnitId,
            reference.Units.Find(review.UnitId)!.Code,
            reference.Units.NameAt(review.UnitId, time.Today),
            review.Stream,
            review.Source,
            review.CaseNo,
            review.ItemId is { } item && reference.Items.Find(item) is not null ? reference.Items.NameAt(item, review.RatedDay) : null,
            review.Rating,
            review.RatedAt,
            review.Episode,
            review.State,
            review.CallDueAt,
            review.DueAt,
            review.CalledAt,
            review.Reached,
            review.SecondRating,
            review.IsMended,
            review.Revision,
            review.IsLate(time.Now),
            review.AwaitsUnit,
            review.AwaitsOffice,
            []
        );
}
