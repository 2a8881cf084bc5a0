using Portal.Domain.Access;
using Portal.Domain.Shared;

namespace Portal.Access.Moves;

/// <summary>The moves of a workflow that a page offers: one at a time, and what the last one was answered.</summary>
/// <param name="actors">Gives the reader with the rights of now: they may have changed since the page was opened.</param>
/// <param name="clock">Measures double clicks.</param>
internal sealed class PageMoves(CurrentActor actors, TimeProvider clock)
{
    // The second click of a double click may come when the first is done; it must not replace its answer by a refusal.
    private static readonly TimeSpan s_doubleClick = TimeSpan.FromMilliseconds(500);

    private long _endedAt;

    /// <summary>A move is under way: buttons are disabled.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>The name of the last move; null before the first.</summary>
    public string? Last { get; private set; }

    /// <summary>Why the last move was refused; null when it was done, and before the first.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>The last move was done.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Forgets the last move: the page shows something else.</summary>
    public void Forget() => (Last, Refusal, IsDone) = (null, null, false);

    /// <summary>Makes a move. Does nothing while another is under way, and for the second click of a double click.</summary>
    /// <param name="name">Tells moves of the page apart.</param>
    /// <param name="move">Asks the domain.</param>
    /// <param name="then">Reads again, whatever the answer was.</param>
    /// <param name="isRepeatable">Doing it twice is meant and does no harm: no click counts as the second of a double click.</param>
    public async Task RunAsync(string name, Func<Actor, Task<Refusal?>> move, Func<Task> then, bool isRepeatable = false)
    {
        if (IsBusy || (!isRepeatable && IsSecondClick(name)))
            return;
        (IsBusy, Last) = (true, name);
        try
        {
            Refusal = await move(await actors.GetAsync());
            IsDone = Refusal is null;
            await then();
        }
        finally
        {
            (IsBusy, _endedAt) = (false, clock.GetTimestamp());
        }
    }

    private bool IsSecondClick(string name) => IsDone && Last == name && clock.GetElapsedTime(_endedAt) < s_doubleClick;
}
