using Portal.Domain.Documents.Content;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Signing;

/// <summary>A report that was signed: frozen with its figures, definitions and files, never changed and never deleted.</summary>
public sealed class SignedReport : IFrozen
{
    public int Id { get; set; }

    public int UnitId { get; set; }

    /// <summary>The first day of the first month.</summary>
    public DateOnly From { get; set; }

    /// <summary>The first day of the last month.</summary>
    public DateOnly To { get; set; }

    /// <summary>From 1; a later one of the same unit and period replaces the earlier, which stays.</summary>
    public int Number { get; set; }

    /// <summary>Why it was signed anew; null for the first.</summary>
    public string? Reason { get; set; }

    /// <summary>The documents in all languages, tables and definitions included, as <c>Documents.ReportJson</c> writes them, packed.</summary>
    public required byte[] Content { get; set; }

    /// <summary>SHA-256, in hexadecimal, of the unpacked content and of the files' own hashes, in order of language and format.</summary>
    public required string Hash { get; set; }

    /// <summary>Sign-in name.</summary>
    public required string SignedBy { get; set; }

    public DateTimeOffset SignedAt { get; set; }

    public List<SignedFile> Files { get; } = [];
}

/// <summary>One rendering of a signed report, kept byte for byte.</summary>
public sealed class SignedFile : IFrozen
{
    public int Id { get; set; }

    public int ReportId { get; set; }

    public ReportFormat Format { get; set; }

    /// <summary><c>zh-CN</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    public required byte[] Content { get; set; }

    /// <summary>SHA-256 of the content, in hexadecimal.</summary>
    public required string Hash { get; set; }
}
