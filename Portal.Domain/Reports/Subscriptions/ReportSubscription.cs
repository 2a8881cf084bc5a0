using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Subscriptions;

/// <summary>Somebody gets a unit's report by mail, once for each period.</summary>
public sealed class ReportSubscription
{
    public int Id { get; set; }

    public int UnitId { get; set; }

    /// <summary><see cref="ReportSpan.Month"/>, <see cref="ReportSpan.YearToMonth"/>, <see cref="ReportSpan.Quarter"/> or <see cref="ReportSpan.Year"/>.</summary>
    public ReportSpan Span { get; set; }

    /// <summary><c>zh-CN</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    /// <summary>The address alone.</summary>
    public required string Address { get; set; }

    public required string Name { get; set; }

    /// <summary>The files come with the mail; else it holds links to them.</summary>
    public bool Attach { get; set; }

    /// <summary>Only once it is signed; else the draft of its day.</summary>
    public bool SignedOnly { get; set; }

    public required string CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
