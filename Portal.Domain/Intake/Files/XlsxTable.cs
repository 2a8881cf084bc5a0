using Portal.Domain.Documents.Packaging;
using Portal.Domain.Documents.Workbooks;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Files;

/// <summary>A sheet of an Excel workbook, row by row.</summary>
internal sealed class XlsxTable : RowTable
{
    private readonly XlsxRows _rows;
    private readonly bool _fillMerged;
    private MergedCells _merged = new([], 0, 0);
    private XlsxCell[] _cells = [];

    private XlsxTable(XlsxRows rows, bool fillMerged, ReadBudget budget)
        : base(budget) => (_rows, _fillMerged) = (rows, fillMerged);

    public override int CellCount => _cells.Length;

    public override IReadOnlyList<string> Sheets => [.. _rows.Reader.Sheets.Select(sheet => sheet.Name)];

    public override bool CountsFrom1904 => _rows.Reader.CountsFrom1904;

    public static async Task<XlsxTable> OpenAsync(Stream content, RowTableOptions options, ReadBudget budget)
    {
        WorkbookReader? reader = null;
        try
        {
            var limits = new WorkbookLimits { Package = options.Package, RowCharacters = LongestRow };
            reader = await WorkbookReader.OpenWorkbookAsync(content, limits, budget);
            var choice = new SheetChoice(reader, options);
            reader.Select(choice.Choose());
            var table = new XlsxTable(new XlsxRows(reader), options.FillMerged, budget);
            table.Notices.AddRange(choice.Notices);
            table.ReadHeading(options);
            return table;
        }
        catch (Exception thrown)
        {
            reader?.Dispose();
            if (thrown is WorkbookRefusedException refused)
                throw Refuse(refused, line: null, budget);
            throw;
        }
    }

    protected override ValueTask<bool> ReadRowAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!Next())
            return ValueTask.FromResult(false);
        _cells = RowCells(Columns.Count);
        _merged.MoveTo((int)Line);
        _merged.Keep(_cells);
        for (var column = 0; column < Columns.Count; column++)
        {
            if (!IsIgnored(column) && Columns[column].Length > 0)
                CheckCell(column);
        }
        CheckWidth(shortIsWrong: false);
        return ValueTask.FromResult(true);
    }

    public override ReadOnlySpan<char> Cell(int column) => column < _cells.Length ? _cells[column].Text : null;

    public override ReadOnlySpan<char> Identifier(int column) =>
        column < _cells.Length ? _cells[column].Digits ?? _cells[column].Text : null;

    public override bool IsNoIdentifier(int column) => column < _cells.Length && _cells[column] is { IsNumber: true, Digits: null };

    // Leading zeros and marks that only the format of a number adds are part of what it identifies.
    public override IReadOnlyList<string> CopyCells() =>
        [.. _cells.Select((cell, column) => (IsIdentifier(column) ? cell.Digits ?? cell.Text : cell.Text) ?? "")];

    public override ValueTask DisposeAsync()
    {
        _rows.Reader.Dispose();
        return ValueTask.CompletedTask;
    }

    private void ReadHeading(RowTableOptions options)
    {
        if (options.Reading.HeadingRow == 0)
        {
            if (!Next())
                throw new RecordFileException("file.empty");
            Columns = Numbered(_rows.Width);
            _rows.ReadAgain();
        }
        else
        {
            var heading =
                HeadingFinder.Find(_rows, options.Reading.HeadingRow, options.IsKnown) ?? throw new RecordFileException("file.empty");
            Line = _rows.Row;
            if (heading.HasRowsAbove)
                Notices.Add(Rows.RowErrors.Message("heading.rowsAbove", Line));
            if (_rows.Width > MostColumns)
                throw new RecordFileException("xlsx.tooWide", Line, MostColumns);
            Columns = CheckHeading(Array.ConvertAll(RowCells(MostColumns), cell => cell.Text ?? ""), Line);
        }
        _merged = new(_rows.Reader.Merged, options.Reading.HeadingRow == 0 ? 0 : (int)Line, Columns.Count);
    }

    private bool Next()
    {
        try
        {
            if (!_rows.Read())
                return false;
            Line = _rows.Row;
            return true;
        }
        catch (WorkbookRefusedException refused)
        {
            throw Refuse(refused, refused.Cell?.Row ?? Line + 1, Budget);
        }
    }

    private void CheckCell(int column)
    {
        var place = new CellPlace((int)Line, column + 1);
        if (column >= _cells.Length || _cells[column].Text is not { Length: > 0 } text)
        {
            if (column < _cells.Length && _cells[column].IsFormula)
                AddProblem(new(Columns[column], null, "cell.noStoredValue", [place.ToString()]));
            else if (_merged.AreaOf(column) is { } area)
                FillOrTell(column, place, area);
            return;
        }
        if (_cells[column].IsError)
            AddProblem(new(Columns[column], text, "cell.error", [place.ToString()]));
        else if (RecordText.IndexOfUnprintable(text) >= 0)
            AddProblem(new(Columns[column], RecordText.ForDisplay(text), "text.unprintable", []));
    }

    private void FillOrTell(int column, CellPlace place, MergedArea area)
    {
        if (!_fillMerged || area.Value is not { } value)
        {
            AddProblem(new(Columns[column], null, "cell.merged", [place.ToString(), area.ToString()]));
            return;
        }
        if (column >= _cells.Length)
            Array.Resize(ref _cells, column + 1);
        _cells[column] = value;
    }

    // The first cell beyond the heading is kept, however far out: it shows that there are any.
    private XlsxCell[] RowCells(int columns)
    {
        var cells = new XlsxCell[Math.Min(_rows.Width, columns + 1)];
        var beyond = int.MaxValue;
        foreach (var cell in _rows.Cells)
        {
            if (cell.Column > columns && cell.Column >= beyond)
                continue;
            if (cell.Column > columns)
                beyond = cell.Column;
            cells[Math.Min(cell.Column, columns + 1) - 1] = XlsxCell.Of(cell);
        }
        return cells;
    }

    private static RecordFileException Refuse(WorkbookRefusedException refused, long? line, ReadBudget budget) =>
        refused.Fault switch
        {
            WorkbookFault.NoWorkbook or WorkbookFault.Broken => new("xlsx.broken", line, refused.PlaceInBrackets),
            WorkbookFault.Binary => new("file.binaryExcel"),
            WorkbookFault.Excessive => new("xlsx.excessive", line, refused.Place),
            WorkbookFault.OutsideSheet => new("xlsx.outsideSheet", line, refused.Place),
            WorkbookFault.TooLarge or WorkbookFault.TooManyCells => new("xlsx.tooLarge", line, refused.Place),
            WorkbookFault.RowTooLong => new("row.tooLong", line, LongestRow),
            WorkbookFault.TooSlow => new("file.tooSlow", line, (int)budget.Most.TotalSeconds),
        };
}
