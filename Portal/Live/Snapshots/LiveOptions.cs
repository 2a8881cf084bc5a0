namespace Portal.Live.Snapshots;

/// <summary>How live the pages are (settings <c>Portal:Live</c>).</summary>
public sealed class LiveOptions
{
    public const string Section = "Portal:Live";

    /// <summary>The shortest interval between two pushes to a page; in milliseconds, 50 to 60,000.</summary>
    public int PushEveryMilliseconds { get; init; } = 250;

    /// <summary>
    /// The longest interval between two pushes to a page while figures change, however many pages are open; in milliseconds, 50 to 60,000.
    /// </summary>
    public int PushAtLeastEveryMilliseconds { get; init; } = 1_000;

    /// <summary>
    /// The most pushes a second from one process to all pages together; with more pages, the interval of each grows; 1 to 1,000,000.
    /// </summary>
    public int PushesPerSecond { get; init; } = 1_000;

    /// <summary>The interval at which the stored version is polled for commits of other processes; in milliseconds, 50 to 60,000.</summary>
    public int LookEveryMilliseconds { get; init; } = 250;

    public TimeSpan PushEvery => TimeSpan.FromMilliseconds(PushEveryMilliseconds);

    /// <summary>The interval of the pushes to each page, for the number of open pages.</summary>
    public TimeSpan PushEveryFor(int pages)
    {
        var shared = TimeSpan.FromSeconds((double)pages / PushesPerSecond);
        var longest = TimeSpan.FromMilliseconds(Math.Max(PushEveryMilliseconds, PushAtLeastEveryMilliseconds));
        return shared <= PushEvery ? PushEvery
            : shared < longest ? shared
            : longest;
    }

    public TimeSpan PollInterval => TimeSpan.FromMilliseconds(LookEveryMilliseconds);
}
