using Portal.Domain.Data;

namespace Portal.Domain.Supervision.Telling;

/// <summary>Something beside cards that waits for a unit, told once a day.</summary>
/// <param name="UnitId">The unit that has to act.</param>
/// <param name="Text">One line, in the language of the offices.</param>
/// <param name="DueOn">Its last day.</param>
/// <param name="Count">How many things the line speaks of.</param>
public sealed record DailyTask(int UnitId, string Text, DateOnly DueOn, int Count = 1);

/// <summary>A kind of tasks that are told with the cards.</summary>
public interface IDailyTasks
{
    /// <summary>What waits for units now.</summary>
    /// <param name="db">The context of the transaction that writes the mails.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    Task<IReadOnlyList<DailyTask>> ReadAsync(PortalDb db, CancellationToken cancellation);
}

/// <summary>The day on which a person was last told of what waits.</summary>
public sealed class DailyTelling
{
    /// <summary>The user.</summary>
    public int UserId { get; set; }

    /// <summary>A day of the district.</summary>
    public DateOnly ToldOn { get; set; }
}
