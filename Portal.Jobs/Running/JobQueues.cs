namespace Portal.Jobs.Running;

/// <summary>The queues; each has workers of its own, so that a long import never delays the live figures.</summary>
internal static class JobQueues
{
    /// <summary>Short jobs that update live figures.</summary>
    public const string Figures = "figures";

    /// <summary>All other jobs.</summary>
    public const string Default = "default";

    /// <summary>Two workers: one folds while the other marks overdue records.</summary>
    public const int FiguresWorkers = 2;
}
