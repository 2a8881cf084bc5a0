using Microsoft.EntityFrameworkCore;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Data;
using Portal.Domain.Outcomes;
using Portal.Domain.Shared;

namespace Portal.Domain.Campaigns.Reading;

/// <summary>Counts the items of campaigns that ran on a day of the span, as they stood at the end of its last day.</summary>
internal sealed class CampaignOutcomes(IDbContextFactory<PortalDb> databases, DistrictTime time) : IOutcomeSource
{
    public async Task<IReadOnlyList<IReadOnlyList<UnitOutcome>>> ReadAsync(IReadOnlyList<OutcomeSpan> spans, CancellationToken cancellation)
    {
        var (first, last) = (spans[0].From, spans[^1].To);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var ends = (
            await db
                .CampaignSteps.AsNoTracking()
                .Where(s => s.Action == CampaignAction.CampaignClosed)
                .Select(s => new { s.CampaignId, s.At })
                .ToListAsync(cancellation)
        ).ToDictionary(s => s.CampaignId, s => time.DayOf(s.At));
        var campaigns = (
            await db
                .Campaigns.AsNoTracking()
                .Include(c => c.Phases)
                .Where(c => c.State != CampaignState.Withdrawn && c.Phases.Any(p => p.StartsOn <= last))
                .ToListAsync(cancellation)
        ).FindAll(c => EndOf(c) >= first);
        if (campaigns.Count == 0)
            return [.. spans.Select(_ => Array.Empty<UnitOutcome>())];
        int[] ids = [.. campaigns.Select(c => c.Id)];
        var items = (
            await db
                .CampaignItems.AsNoTracking()
                .Where(i => EF.Parameter(ids).Contains(i.CampaignId) && i.State != ItemState.Dropped)
                .Select(i => new
                {
                    i.CampaignId,
                    i.UnitId,
                    i.DoneAt,
                })
                .ToListAsync(cancellation)
        ).ToLookup(i => i.CampaignId);
        return [.. spans.Select(Count)];

        IReadOnlyList<UnitOutcome> Count(OutcomeSpan span)
        {
            var until = time.EndOf(span.To);
            return
            [
                .. campaigns
                    .Where(c => c.StartsOn <= span.To && EndOf(c) >= span.From)
                    .SelectMany(c => items[c.Id])
                    .GroupBy(i => i.UnitId)
                    .Select(g => new UnitOutcome(g.Key, span.To, new(Items: g.Count(), ItemsDone: g.Count(i => i.DoneAt <= until)))),
            ];
        }

        DateOnly EndOf(Campaign campaign) => ends.GetValueOrDefault(campaign.Id, DateOnly.MaxValue);
    }
}
