using Portal.Domain.Access;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Refusals;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Signing;

/// <summary>A signed report: frozen with its figures, definitions and files, never changed and never deleted.</summary>
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

    /// <summary>Why it was signed again; null for the first.</summary>
    public string? Reason { get; set; }

    /// <summary>
    /// The documents in all languages, tables and definitions included, as <c>Documents.ReportJson</c> writes them, compressed.
    /// </summary>
    public required byte[] Content { get; set; }

    /// <summary>SHA-256, in hexadecimal, of the uncompressed content and of the files' hashes, in order of language and format.</summary>
    public required string Hash { get; set; }

    /// <summary>Sign-in name.</summary>
    public required string SignedBy { get; set; }

    public DateTimeOffset SignedAt { get; set; }

    public List<SignedFile> Files { get; } = [];

    /// <summary>Begins a signature, without content yet.</summary>
    /// <param name="latest">The number of the last signature of the unit and period, 0 when there is none.</param>
    /// <param name="reason">Why it is signed again; ignored for the first.</param>
    internal static Outcome<SignedReport> Begin(int unitId, ReportKey key, int latest, string? reason, Actor actor, DistrictTime time)
    {
        if (Days.MonthEnd(key.To) >= time.Today)
            return ReportRefusal.PeriodIsNotOver;
        var words = latest == 0 ? null : (reason ?? "").Trim();
        if (words is "")
            return ReportRefusal.ReasonIsMissing;
        if (words is { Length: > ReportColumns.ReasonLength })
            return ReportRefusal.ReasonIsTooLong;
        return new SignedReport
        {
            UnitId = unitId,
            From = key.From,
            To = key.To,
            Number = latest + 1,
            Reason = words,
            Content = [],
            Hash = "",
            SignedBy = actor.Name,
            SignedAt = time.Now,
        };
    }
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
