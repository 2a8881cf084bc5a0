namespace Portal.Domain.Documents.Packaging;

/// <summary>The most that an archive from outside may expand to.</summary>
public sealed record ZipLimits
{
    public int Entries { get; init; } = 2_000;

    /// <summary>Bytes over all entries.</summary>
    public long Expanded { get; init; } = 200L << 20;

    /// <summary>The largest ratio of an entry's size to its compressed size.</summary>
    public int Ratio { get; init; } = 100;
}
