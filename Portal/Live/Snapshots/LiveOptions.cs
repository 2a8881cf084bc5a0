namespace Portal.Live.Snapshots;

/// <summary>How live the pages are (settings <c>Portal:Live</c>).</summary>
public sealed class LiveOptions
{
    public const string Section = "Portal:Live";

    /// <summary>No page is pushed to more often; in milliseconds, 50 to 60,000.</summary>
    public int PushEveryMilliseconds { get; init; } = 250;

    /// <summary>However many pages are open, each is pushed to this often while figures change; in milliseconds, 50 to 60,000.</summary>
    public int PushAtLeastEveryMilliseconds { get; init; } = 1_000;

    /// <summary>So many pushes a second one process makes to all pages together; with more pages, each is pushed to more seldom; 1 to 1,000,000.</summary>
    public int PushesPerSecond { get; init; } = 1_000;

    /// <summary>The interval at which the stored version is polled for commits of other processes; in milliseconds, 50 to 60,000.</summary>
    public int LookEveryMilliseconds { get; init; } = 250;

    public TimeSpan PushEvery => TimeSpan.FromMilliseconds(PushEveryMilliseconds);

    /// <summary>How often each of so many pages may be pushed to.</summary>
    public TimeSpan PushEveryFor(int pages)
    {
        var shared = TimeSpan.FromSeconds((double)pages / PushesPerSecond);
        var longest = TimeSpan.FromMilliseconds(Math.Max(PushEveryMilliseconds, PushAtLeastEveryMilliseconds));
        return shared <= PushEvery ? PushEvery
            : shared < longest ? shared
            : longest;
    }

    public TimeSpan LookEvery => TimeSpan.FromMilliseconds(LookEveryMilliseconds);
}
