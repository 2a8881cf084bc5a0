using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Outcomes;

namespace Portal.Domain.Reviews;

/// <summary>Counts the bad reviews by the day of the first rating, and which were mended, as <see cref="MendedReviews"/> does.</summary>
internal sealed class ReviewOutcomes(IDbContextFactory<PortalDb> databases) : IOutcomeSource
{
    public async Task<IReadOnlyList<IReadOnlyList<UnitOutcome>>> ReadAsync(IReadOnlyList<OutcomeSpan> spans, CancellationToken cancellation)
    {
        var (from, to) = (spans[0].From, spans[^1].To);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var counts = await MendedReviews
            .Counted(db.BadReviews.AsNoTracking(), from, to)
            .GroupBy(r => new
            {
                r.UnitId,
                r.RatedDay,
                r.IsMended,
            })
            .Select(g => new
            {
                g.Key.UnitId,
                g.Key.RatedDay,
                g.Key.IsMended,
                Count = g.Count(),
            })
            .ToListAsync(cancellation);
        var days = counts.ConvertAll(c => new UnitOutcome(
            c.UnitId,
            c.RatedDay,
            new(Reviews: c.Count, ReviewsMended: c.IsMended ? c.Count : 0)
        ));
        return UnitOutcome.Divide(days, spans);
    }
}
