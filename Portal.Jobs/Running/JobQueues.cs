namespace Portal.Jobs.Running;

/// <summary>The queues; each has workers of its own, so that a long import never holds up the figures.</summary>
internal static class JobQueues
{
    /// <summary>Short jobs on which live figures wait.</summary>
    public const string Figures = "figures";

    /// <summary>Everything else.</summary>
    public const string Default = "default";

    /// <summary>One folds while another marks what falls overdue.</summary>
    public const int FiguresWorkers = 2;
}
