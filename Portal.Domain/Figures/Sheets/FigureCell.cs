using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Sheets;

/// <summary>The present value of one cell of a sheet.</summary>
public sealed class FigureCell
{
    public int SheetId { get; set; }

    public required string Code { get; set; }

    public decimal? Number { get; set; }

    public bool NotApplicable { get; set; }

    /// <summary>The clerk's explanation of a warning; null when there is none.</summary>
    public string? Comment { get; set; }

    /// <summary>The sheet's revision when the cell was last saved: a save names the revision that its author saw.</summary>
    public long Revision { get; set; }

    public required string SavedBy { get; set; }

    public DateTimeOffset SavedAt { get; set; }

    /// <summary>Why the approver returned this cell; null otherwise, and again once it is saved.</summary>
    public string? ReturnReason { get; set; }

    public FigureValue Value
    {
        get =>
            NotApplicable ? FigureValue.NotApplied
            : Number is { } number ? FigureValue.Of(number)
            : FigureValue.Missing;
        set => (Number, NotApplicable) = (value.Number, value.NotApplicable);
    }
}
