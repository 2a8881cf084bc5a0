namespace Portal.Jobs.Running;

/// <summary>How a process runs jobs: the section <c>Jobs</c> of the settings.</summary>
public sealed record JobsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Jobs";

    /// <summary>Jobs that run at once in a process, 1 to 64.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>How often a failed job is retried, 0 to 20, before an operator has to look at it.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>The interval of the polls for changes of other processes and changes without a signal; 50 to 60,000 milliseconds.</summary>
    public int WatchEveryMilliseconds { get; init; } = 250;
}
