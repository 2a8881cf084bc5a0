namespace Portal.Domain.Figures.Sheets;

/// <summary>A move of a sheet: its history as evidence, only added to.</summary>
public sealed class FigureStep
{
    public long Id { get; set; }

    public int SheetId { get; set; }

    public int Version { get; set; }

    public FigureAction Action { get; set; }

    /// <summary>The unit for which an approver acted; null for the clerk's own steps.</summary>
    public int? UnitId { get; set; }

    public string? Reason { get; set; }

    /// <summary>The cells that were returned, separated by blanks; null when the whole sheet was.</summary>
    public string? Cells { get; set; }

    public required string By { get; set; }

    public DateTimeOffset At { get; set; }
}

public enum FigureAction : byte
{
    Submitted = 1,

    /// <summary>Withdrawn by the clerk before any approval.</summary>
    Withdrawn = 2,
    Approved = 3,
    Returned = 4,

    /// <summary>Opened again after approval.</summary>
    Amended = 5,
}
