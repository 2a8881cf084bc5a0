using System.ComponentModel.DataAnnotations;
using Portal.Domain.Data;

namespace Portal.Live.Snapshots;

/// <summary>How live the pages are (settings <c>Portal:Live</c>).</summary>
public sealed class LiveOptions
{
    public const string Section = "Portal:Live";

    /// <summary>No page is pushed to more often, in milliseconds.</summary>
    [Range(50, 60_000)]
    public int PushEveryMilliseconds { get; set; } = 250;

    /// <summary>However many pages are open, each is pushed to this often while figures change, in milliseconds.</summary>
    [Range(50, 60_000)]
    public int PushAtLeastEveryMilliseconds { get; set; } = 1_000;

    /// <summary>So many pushes a second one process makes to all pages together; with more pages, each is pushed to more seldom.</summary>
    [Range(1, 1_000_000)]
    public int PushesPerSecond { get; set; } = 1_000;

    /// <summary>How often the stored version is looked at for what other processes folded, in milliseconds.</summary>
    [Range(50, 60_000)]
    public int LookEveryMilliseconds { get; set; } = 250;

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
