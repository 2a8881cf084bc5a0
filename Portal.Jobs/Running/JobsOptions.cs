namespace Portal.Jobs.Running;

/// <summary>How jobs are run: the section <c>Jobs</c> of the settings.</summary>
public sealed record JobsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Jobs";

    /// <summary>Jobs that run at once in a process, 1 to 64.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>How often a failed job is tried again, 0 to 20, before it waits for somebody to look at it.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>How often a process looks for changes that another process wrote, or that were left behind; 50 to 60,000 milliseconds.</summary>
    public int WatchEveryMilliseconds { get; init; } = 250;
}
