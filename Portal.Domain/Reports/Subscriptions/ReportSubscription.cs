using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Subscriptions;

/// <summary>A request to send a unit's report to an address, once for each period.</summary>
public sealed class ReportSubscription
{
    public int Id { get; set; }

    public int UnitId { get; set; }

    /// <summary>
    /// <see cref="ReportSpan.Month"/>, <see cref="ReportSpan.YearToMonth"/>, <see cref="ReportSpan.Quarter"/> or
    /// <see cref="ReportSpan.Year"/>.
    /// </summary>
    public ReportSpan Span { get; set; }

    /// <summary><c>zh-CN</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    /// <summary>The address without a name.</summary>
    public required string Address { get; set; }

    public required string Name { get; set; }

    /// <summary>The mail has the files attached; else it has links to them.</summary>
    public bool Attach { get; set; }

    /// <summary>Sends the signed report only; else the draft on its day.</summary>
    public bool SignedOnly { get; set; }

    public required string CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
