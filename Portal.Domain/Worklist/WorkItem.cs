using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Worklist;

/// <summary>One thing that waits for the reader.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Step">What the reader has to do.</param>
/// <param name="Number">The number of the card, the order, the campaign or the review.</param>
/// <param name="Title">The record's number and item, the problem, or campaign and phase.</param>
/// <param name="UnitId">The unit whose matter it is.</param>
/// <param name="UnitCode">Its code.</param>
/// <param name="UnitName">Its name today.</param>
/// <param name="DueAt">The end of the time that is left; null when no time is set.</param>
/// <param name="Due">The same in words.</param>
/// <param name="Level">Of a card; null else.</param>
/// <param name="Phase">The position of a campaign's phase; null else.</param>
/// <param name="Count">How many items of a campaign; 1 else.</param>
/// <param name="Desk">The level that has to see to the answer of a card; null else.</param>
/// <param name="Key">Names the task among all, as <see cref="Marks.TaskKeys"/> does.</param>
/// <param name="Version">Changes with the task: the revision of a card or an order, the number of items.</param>
/// <param name="IsUnread">It is new to the reader, or has changed since the reader opened it.</param>
public sealed record WorkItem(
    WorkKind Kind,
    WorkStep Step,
    long Number,
    string Title,
    int UnitId,
    string UnitCode,
    string UnitName,
    DateTimeOffset? DueAt,
    DueSpan Due,
    CardLevel? Level = null,
    int? Phase = null,
    int Count = 1,
    CardDesk? Desk = null,
    string Key = "",
    int Version = 0,
    bool IsUnread = false
)
{
    /// <summary>Whether it is a card with which the reader's unit still has to act: it can be handed over.</summary>
    public bool IsWithUnit => Kind == WorkKind.Card && Step == WorkStep.Act;
}
