namespace Portal.Domain.Figures.Templates;

/// <summary>A workbook that is not read any further.</summary>
/// <param name="code">A key of the texts.</param>
/// <param name="place">The cell at which reading stopped; null for the whole file.</param>
internal sealed class WorkbookRefusedException(string code, CellPlace? place = null) : Exception(code)
{
    public string Code { get; } = code;

    public CellPlace? Place { get; } = place;
}
