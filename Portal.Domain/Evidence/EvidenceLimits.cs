namespace Portal.Domain.Evidence;

/// <summary>How much evidence is taken: the settings <c>Portal:Evidence</c>.</summary>
/// <param name="MostBytes">The largest file, in bytes.</param>
/// <param name="MostFiles">The most files of one round of one subject.</param>
public sealed record EvidenceLimits(int MostBytes, int MostFiles)
{
    public const string Section = "Portal:Evidence";

    /// <summary>10 MiB a file, 20 files a round.</summary>
    public static EvidenceLimits Default { get; } = new(10 << 20, 20);
}
