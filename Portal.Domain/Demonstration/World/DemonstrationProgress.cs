namespace Portal.Domain.Demonstration.World;

/// <summary>The progress of filling the database.</summary>
/// <param name="Stage">The current step.</param>
/// <param name="Done">Records imported so far.</param>
/// <param name="Total">The total number of records; 0 while it is not known yet.</param>
public readonly record struct DemonstrationProgress(DemonstrationStage Stage, long Done, long Total);

/// <summary>The steps of filling, in order.</summary>
public enum DemonstrationStage
{
    /// <summary>Calendar, units, service points, catalogue.</summary>
    Reference,

    /// <summary>Records are being generated.</summary>
    Preparing,

    /// <summary>Records are being imported.</summary>
    Records,

    /// <summary>Monthly figures are being written, and metrics folded.</summary>
    Figures,

    Finished,
}

/// <summary>How much of the demonstration the database holds.</summary>
public enum DemonstrationState
{
    /// <summary>The database has no unit and may be filled.</summary>
    Empty,

    /// <summary>A fill was interrupted; running it again completes it.</summary>
    Started,

    Complete,

    /// <summary>The database has other units and must not be changed.</summary>
    Foreign,
}
