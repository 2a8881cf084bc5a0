namespace Portal.Domain.Intake.Watched;

/// <summary>Whether the files of a watched folder are imported, as the processes that look into it last found.</summary>
public sealed class FolderState
{
    /// <summary>As <see cref="WatchedFolder.Key"/>.</summary>
    public required string Id { get; set; }

    /// <summary>Null when its files are taken.</summary>
    public FolderProblem? Problem { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
