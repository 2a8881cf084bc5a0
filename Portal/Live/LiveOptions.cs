using System.ComponentModel.DataAnnotations;

namespace Portal.Live;

/// <summary>How live the pages are (settings <c>Portal:Live</c>).</summary>
public sealed class LiveOptions
{
    public const string Section = "Portal:Live";

    /// <summary>No page is pushed to more often, in milliseconds.</summary>
    [Range(50, 60_000)]
    public int PushEveryMilliseconds { get; set; } = 250;

    /// <summary>How often the stored version is looked at for what other processes folded, in milliseconds.</summary>
    [Range(50, 60_000)]
    public int LookEveryMilliseconds { get; set; } = 250;

    public TimeSpan PushEvery => TimeSpan.FromMilliseconds(PushEveryMilliseconds);

    public TimeSpan LookEvery => TimeSpan.FromMilliseconds(LookEveryMilliseconds);
}
