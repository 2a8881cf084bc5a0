using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Excel.Templates;

/// <summary>Counts what repeated rows add to a workbook: all of it is in memory at once.</summary>
/// <param name="budget">Bounds the work of filling in.</param>
internal sealed class TemplateCopies(ReadBudget budget)
{
    /// <summary>Cells and merged areas; a table of a thousand rows and thirty columns has thirty thousand.</summary>
    public const long Most = 200_000;

    private long _count;

    public ReadBudget Budget { get; } = budget;

    /// <param name="place">The repeated row, for the refusal.</param>
    /// <exception cref="PackageRefusedException">The template repeats more than a workbook can hold.</exception>
    public void Add(long copies, string place)
    {
        if ((_count += copies) > Most)
            throw new PackageRefusedException("file.tooLarge", place: place);
    }
}
