using Portal.Domain.Documents.Content;

namespace Portal.Domain.Reports.Drafts;

/// <summary>A draft of one unit and period that a job builds or has built; a new request builds the same row again.</summary>
/// <remarks>Its files appear in the transaction that marks it as done: no half of it is ever seen.</remarks>
public sealed class ReportBuild
{
    public int Id { get; set; }

    public int UnitId { get; set; }

    /// <summary>The first day of the first month.</summary>
    public DateOnly From { get; set; }

    /// <summary>The first day of the last month.</summary>
    public DateOnly To { get; set; }

    /// <summary><c>zh-CN</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    public BuildState State { get; set; } = BuildState.Waiting;

    /// <summary>Sign-in name, or <c>system</c> for the day's job.</summary>
    public required string RequestedBy { get; set; }

    public DateTimeOffset RequestedAt { get; set; }

    /// <summary>When a process last claimed it; null before.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The basis of its figures: a draft with another basis than now is out of date. Empty before it is done.</summary>
    public string Basis { get; set; } = "";

    /// <summary>Why it failed; null otherwise.</summary>
    public string? Error { get; set; }

    public List<BuiltFile> Files { get; } = [];
}

/// <summary>One rendering of a draft.</summary>
public sealed class BuiltFile
{
    public int Id { get; set; }

    public int BuildId { get; set; }

    public ReportFormat Format { get; set; }

    public required byte[] Content { get; set; }

    /// <summary>SHA-256 of the content, in hexadecimal.</summary>
    public required string Hash { get; set; }
}
