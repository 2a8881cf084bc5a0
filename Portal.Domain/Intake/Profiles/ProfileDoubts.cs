namespace Portal.Domain.Intake.Profiles;

/// <summary>How to take records that contradict themselves.</summary>
public sealed record ProfileDoubts
{
    /// <summary>Takes a record that is due before it was accepted.</summary>
    public bool DueBeforeAccepted { get; init; }

    /// <summary>Takes a record that is closed by its outcome and has no closing time.</summary>
    public bool ClosedWithoutTime { get; init; }

    /// <summary>The column with the closing time of such a record; null takes the time of the file.</summary>
    public string? ClosingTime { get; init; }
}
