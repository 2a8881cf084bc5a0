using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Sheets;

/// <summary>An approved version, frozen with its figures.</summary>
public sealed class FigureVersion
{
    public int SheetId { get; set; }

    /// <summary>1, 2, ….</summary>
    public int Number { get; set; }

    /// <summary>The version of the form with which it was entered.</summary>
    public int FormVersionId { get; set; }

    /// <summary>Every cell with a value, by code, as <see cref="FigureValues"/> writes them.</summary>
    public required string Values { get; set; }

    /// <summary>Why the version before was amended; null for the first.</summary>
    public string? Reason { get; set; }

    public required string SubmittedBy { get; set; }

    public required string ApprovedBy { get; set; }

    public DateTimeOffset ApprovedAt { get; set; }
}
