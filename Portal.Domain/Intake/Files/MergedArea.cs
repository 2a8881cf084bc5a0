namespace Portal.Domain.Intake.Files;

/// <summary>A merged area of cells.</summary>
internal sealed record MergedArea(CellPlace First, CellPlace Last)
{
    /// <summary>What its first cell holds; null while that is unknown, or blank.</summary>
    public XlsxCell? Value { get; set; }

    public bool HasContent => Value is not null;

    public override string ToString() => $"{First}:{Last}";
}
