using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Intake.Files;

/// <summary>How far an imported file may expand and how long reading it may work; settings under <c>Portal:Imports</c>.</summary>
/// <remarks>
/// A large file that is honest and a small one that is hostile differ in two things: how much larger a part is than its compressed bytes,
/// and how long reading works for each megabyte. Both are bounded first; the size alone is the last bound.
/// </remarks>
public sealed record ImportLimits
{
    public static readonly ImportLimits Default = new();

    /// <summary>The largest ratio of a part of a workbook to its compressed size.</summary>
    public int MostExpansion { get; init; } = 100;

    /// <summary>Bytes that all parts of a workbook may expand to together.</summary>
    public long MostExpandedBytes { get; init; } = 8L << 30;

    /// <summary>The longest that reading may work, by the clock, whatever the size of the file.</summary>
    public TimeSpan Work { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>So much longer for each MiB of text, or of the expanded workbook.</summary>
    public TimeSpan WorkPerMebibyte { get; init; } = TimeSpan.FromMilliseconds(250);

    internal ZipLimits Package => new() { Expanded = MostExpandedBytes, Ratio = MostExpansion };

    internal ReadBudget Budget(CancellationToken cancellation) => new(Work, cancellation) { PerMebibyte = WorkPerMebibyte };
}
