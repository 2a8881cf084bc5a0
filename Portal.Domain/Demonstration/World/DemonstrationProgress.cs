namespace Portal.Domain.Demonstration.World;

/// <summary>How far the filling has come.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Done">Records taken in so far.</param>
/// <param name="Total">Records there are in all; 0 while that is not known yet.</param>
public readonly record struct DemonstrationProgress(DemonstrationStage Stage, long Done, long Total);

/// <summary>The steps of filling, in order.</summary>
public enum DemonstrationStage
{
    /// <summary>Calendar, units, service points, catalogue.</summary>
    Reference,

    /// <summary>The year's records are being made up.</summary>
    Preparing,

    /// <summary>Records are being taken in.</summary>
    Records,

    /// <summary>Figures are being added up.</summary>
    Figures,

    Finished,
}

/// <summary>What the database holds of the demonstration.</summary>
public enum DemonstrationStanding
{
    /// <summary>No unit at all: it may be filled.</summary>
    Empty,

    /// <summary>A filling began and did not end; doing it again completes it.</summary>
    Started,

    Complete,

    /// <summary>Somebody else's units: nothing of it is to be touched.</summary>
    Foreign,
}
