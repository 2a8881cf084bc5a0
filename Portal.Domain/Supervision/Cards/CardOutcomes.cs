using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Outcomes;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Supervision.Cards;

/// <summary>Counts the yellow and red cards by the day of their issue, and which were answered in time.</summary>
internal sealed class CardOutcomes(IDbContextFactory<PortalDb> databases, DistrictTime time) : IOutcomeSource
{
    public async Task<IReadOnlyList<IReadOnlyList<UnitOutcome>>> ReadAsync(IReadOnlyList<OutcomeSpan> spans, CancellationToken cancellation)
    {
        var (from, to, now) = (time.StartOf(spans[0].From), time.EndOf(spans[^1].To), time.Now);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var cards = await db
            .SupervisionCards.AsNoTracking()
            .Where(c => c.IssuedAt >= from && c.IssuedAt <= to && c.Level != CardLevel.Notice && c.State != CardState.Withdrawn)
            .Select(c => new
            {
                c.UnitId,
                c.IssuedAt,
                c.WasAnsweredInTime,
                c.AnswerDueAt,
            })
            .ToListAsync(cancellation);
        var days = cards
            .GroupBy(c => (c.UnitId, Day: time.DayOf(c.IssuedAt)))
            .Select(g => new UnitOutcome(
                g.Key.UnitId,
                g.Key.Day,
                new(
                    Cards: g.Count(),
                    CardsDue: g.Count(c => c.WasAnsweredInTime is not null || c.AnswerDueAt < now),
                    CardsInTime: g.Count(c => c.WasAnsweredInTime == true)
                )
            ))
            .ToList();
        return UnitOutcome.Divide(days, spans);
    }
}
