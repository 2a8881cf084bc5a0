using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Outcomes;
using Portal.Domain.Shared;

namespace Portal.Domain.Rectifications;

/// <summary>Counts the orders by the day on which they were given, and which of them are closed.</summary>
internal sealed class RectificationOutcomes(IDbContextFactory<PortalDb> databases, DistrictTime time) : IOutcomeSource
{
    public async Task<IReadOnlyList<IReadOnlyList<UnitOutcome>>> ReadAsync(IReadOnlyList<OutcomeSpan> spans, CancellationToken cancellation)
    {
        var (from, to) = (time.StartOf(spans[0].From), time.EndOf(spans[^1].To));
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var orders = await db
            .Rectifications.AsNoTracking()
            .Where(r => r.OrderedAt >= from && r.OrderedAt <= to && r.State != RectificationState.Withdrawn)
            .Select(r => new
            {
                r.UnitId,
                r.OrderedAt,
                r.State,
            })
            .ToListAsync(cancellation);
        var days = orders
            .GroupBy(r => (r.UnitId, Day: time.DayOf(r.OrderedAt)))
            .Select(g => new UnitOutcome(
                g.Key.UnitId,
                g.Key.Day,
                new(Orders: g.Count(), Rectified: g.Count(r => r.State == RectificationState.Closed))
            ))
            .ToList();
        return UnitOutcome.Divide(days, spans);
    }
}
