using Portal.Domain.Access;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Campaigns.Reading;
using Portal.Domain.Marks;
using Portal.Domain.Rectifications;
using Portal.Domain.Reviews;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;

namespace Portal.Domain.Worklist;

/// <summary>
/// Everything that waits for one reader: cards, rectification orders, items of campaigns and bad reviews.
/// Each part asks for the reader's rights itself;
/// who may act on nothing sees what is late in the own units.
/// </summary>
public sealed class WorklistReader(
    CardReader cards,
    RectificationReader orders,
    CampaignReader campaigns,
    ReviewReader reviews,
    ReadMarks marks,
    DistrictTime time
)
{
    /// <summary>The most cards, orders and reviews that are read; the oldest are.</summary>
    public const int MostOfKind = 300;

    /// <summary>The days after today that are called soon.</summary>
    private const int SoonDays = 3;

    /// <summary>What waits, by the time that is left: late things first, then by due time, then what has none.</summary>
    /// <param name="actor">The reader.</param>
    /// <param name="unitId">The unit, and all below it; null for all of the reader's.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public async Task<IReadOnlyList<WorkItem>> ReadAsync(Actor actor, int? unitId = null, CancellationToken cancellation = default)
    {
        var waitingCards = await cards.WaitingAsync(actor, unitId, MostOfKind, cancellation);
        var waitingOrders = await orders.WaitingAsync(actor, unitId, MostOfKind, cancellation);
        var waitingItems = await campaigns.WaitingAsync(actor, unitId, cancellation);
        var waitingReviews = await reviews.WaitingAsync(actor, unitId, MostOfKind, cancellation);
        var read = await marks.OfAsync(actor, cancellation);
        var mayAnswer = actor.May(Permissions.CardsWrite);
        var maySubmit = actor.May(Permissions.TasksWrite);
        var mayReport = actor.May(Permissions.CampaignsWrite);
        return
        [
            .. waitingCards
                .Select(card => Of(card, mayAnswer))
                .Concat(waitingOrders.Select(order => Of(order, maySubmit)))
                .Concat(waitingItems.Select(items => Of(items, mayReport)))
                .Concat(waitingReviews.Select(review => Of(review, maySubmit)))
                .Select(item => item with { IsUnread = !read.TryGetValue(item.Key, out var version) || version != item.Version })
                .OrderBy(item => item.DueAt ?? DateTimeOffset.MaxValue)
                .ThenBy(item => item.Kind)
                .ThenBy(item => item.Number),
        ];
    }

    /// <summary>The number of tasks that are new to the reader, or have changed since the reader opened them.</summary>
    public async Task<int> CountUnreadAsync(Actor actor, CancellationToken cancellation = default) =>
        (await ReadAsync(actor, unitId: null, cancellation)).Count(item => item.IsUnread);

    private WorkItem Of(CardView card, bool mayAnswer)
    {
        var decides = card.State is CardState.Answered or CardState.Contested;
        return new(
            WorkKind.Card,
            StepOf(decides, mayAnswer),
            card.Id,
            card.Evidence.ItemName is { } item ? $"{card.Evidence.CaseNo} {item}" : card.Evidence.CaseNo,
            card.UnitId,
            card.UnitCode,
            card.UnitName,
            card.AnswerDueAt,
            SpanOf(card.AnswerDueAt),
            card.Level,
            Desk: card.Desk,
            Key: TaskKeys.OfCard(card.Id),
            Version: card.Revision
        );
    }

    private WorkItem Of(RectificationView order, bool maySubmit)
    {
        var decides = order.State == RectificationState.Submitted;
        var due = decides ? (DateTimeOffset?)null : time.EndOf(order.Deadline);
        return new(
            WorkKind.Rectification,
            StepOf(decides, maySubmit),
            order.Id,
            order.Problem,
            order.UnitId,
            order.UnitCode,
            order.UnitName,
            due,
            SpanOf(due),
            Key: TaskKeys.OfOrder(order.Id),
            Version: order.Revision
        );
    }

    private WorkItem Of(WaitingItems items, bool mayReport)
    {
        var decides = items.State == ItemState.Reported;
        var due = decides ? (DateTimeOffset?)null : time.EndOf(items.DueOn);
        return new(
            WorkKind.CampaignItems,
            StepOf(decides, mayReport),
            items.CampaignId,
            $"{items.Campaign} · {items.PhaseName}",
            items.UnitId,
            items.UnitCode,
            items.UnitName,
            due,
            SpanOf(due),
            Phase: items.Phase,
            Count: items.Count,
            Key: TaskKeys.OfItems(items.CampaignId, items.Phase, items.UnitId, decides),
            Version: items.Count
        );
    }

    private WorkItem Of(ReviewView review, bool maySubmit) =>
        new(
            WorkKind.Review,
            StepOf(review.AwaitsOffice, maySubmit),
            review.Id,
            review.ItemName is { } item ? $"{review.CaseNo} {item}" : review.CaseNo,
            review.UnitId,
            review.UnitCode,
            review.UnitName,
            review.DueAt,
            SpanOf(review.DueAt),
            Key: TaskKeys.OfReview(review.Id),
            Version: review.Revision
        );

    private static WorkStep StepOf(bool decides, bool mayAct) =>
        decides ? WorkStep.Decide
        : mayAct ? WorkStep.Act
        : WorkStep.Watch;

    private DueSpan SpanOf(DateTimeOffset? due)
    {
        if (due is not { } at)
            return DueSpan.Open;
        if (at < time.Now)
            return DueSpan.Overdue;
        var left = time.DayOf(at).DayNumber - time.Today.DayNumber;
        return left == 0 ? DueSpan.Today
            : left <= SoonDays ? DueSpan.Soon
            : DueSpan.Later;
    }
}
