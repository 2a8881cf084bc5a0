using Portal.Domain.Documents.Workbooks;
using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Files;

/// <summary>
/// Chooses the sheet to read: the one that is named, else the only visible one with rows, else the only one with the columns.
/// Otherwise the sheet must be named. Sheets that are not read are reported.
/// </summary>
internal sealed class SheetChoice(WorkbookReader reader, RowTableOptions options)
{
    // Each sheet that is looked at is checked as a whole.
    private const int MostLookedAt = 50;
    private const int FewestColumns = 2;

    /// <summary>The sheets with rows that are not read; one sentence each.</summary>
    public List<string> Notices { get; } = [];

    /// <exception cref="RecordFileException">No sheet has the name, or several could be meant.</exception>
    public WorkbookSheet Choose()
    {
        var sheets = reader.Sheets;
        if (options.Reading.Sheet is { Length: > 0 } name)
        {
            return sheets.FirstOrDefault(s => s.Name.Trim().Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
                ?? throw new RecordFileException("xlsx.sheetUnknown", line: null, name, Names(sheets));
        }
        if (sheets.Count == 0)
            throw new RecordFileException("file.empty");
        if (sheets.Count == 1)
            return sheets[0];
        if (sheets.Count > MostLookedAt)
            throw Several(sheets);
        var filled = sheets.Select(sheet => (Sheet: sheet, Known: KnownColumns(sheet))).Where(s => s.Known is not null).ToList();
        var visible = filled.Where(s => !s.Sheet.IsHidden).ToList();
        var chosen = visible.Count == 1 ? visible : visible.Where(s => s.Known >= FewestColumns).ToList();
        if (chosen.Count != 1 && visible.Count > 0)
            throw Several(visible.Select(s => s.Sheet));
        var only = chosen.Count == 1 ? chosen[0].Sheet : sheets.FirstOrDefault(s => !s.IsHidden) ?? sheets[0];
        Tell("xlsx.otherSheets", only, visible.Select(s => s.Sheet).Where(s => s != only));
        Tell("xlsx.hiddenSheets", null, filled.Select(s => s.Sheet).Where(s => s.IsHidden && s != only));
        return only;
    }

    private void Tell(string code, WorkbookSheet? read, IEnumerable<WorkbookSheet> unread)
    {
        if (Names(unread) is { Length: > 0 } names)
            Notices.Add(read is null ? RowErrors.Message(code, names) : RowErrors.Message(code, read.Name, names));
    }

    /// <returns>Null when the sheet has no cell with a content.</returns>
    private int? KnownColumns(WorkbookSheet sheet)
    {
        using var another = reader.Another(sheet);
        var rows = new XlsxRows(another).Peek(HeadingFinder.RowsLookedAt);
        return rows.Count == 0 ? null : HeadingFinder.MostKnown(rows, options.IsKnown);
    }

    private static RecordFileException Several(IEnumerable<WorkbookSheet> sheets) =>
        new("xlsx.severalSheets", line: null, Names(sheets)) { Sheets = [.. sheets.Select(s => s.Name)] };

    private static string Names(IEnumerable<WorkbookSheet> sheets) => RowErrors.Names([.. sheets.Select(s => s.Name)]);
}
