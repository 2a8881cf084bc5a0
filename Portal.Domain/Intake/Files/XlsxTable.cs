using System.Globalization;
using Portal.Domain.Documents.Packaging;
using Portal.Domain.Documents.Workbooks;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Files;

/// <summary>The first sheet of an Excel workbook, row by row.</summary>
internal sealed class XlsxTable : RowTable
{
    /// <summary>Columns that a heading may have.</summary>
    public const int MostColumns = 1_000;

    private readonly WorkbookReader _sheet;
    private string[] _cells = [];

    private XlsxTable(WorkbookReader sheet) => _sheet = sheet;

    public override int CellCount => _cells.Length;

    public static async Task<XlsxTable> OpenAsync(Stream content, ZipLimits limits, CancellationToken cancellation)
    {
        XlsxTable? table = null;
        try
        {
            table = new(await WorkbookReader.OpenAsync(content, new() { Package = limits, RowCharacters = LongestRow }, cancellation));
            table.ReadHeading();
            return table;
        }
        catch (Exception thrown)
        {
            table?._sheet.Dispose();
            if (thrown is WorkbookRefusedException refused)
                throw Refuse(refused, line: null);
            throw;
        }
    }

    public override ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Problems.Clear();
        if (!Next())
            return ValueTask.FromResult(false);
        _cells = Take(Columns.Count);
        CheckWidth(shortIsWrong: false);
        for (var column = 0; column < Math.Min(_cells.Length, Columns.Count); column++)
        {
            if (RecordText.IndexOfUnprintable(_cells[column]) >= 0)
                Problems.Add(new(Columns[column], _cells[column], "text.unprintable", []));
        }
        return ValueTask.FromResult(true);
    }

    public override ReadOnlySpan<char> Cell(int column) => column < _cells.Length ? _cells[column] : null;

    public override IReadOnlyList<string> CopyCells() => _cells;

    public override ValueTask DisposeAsync()
    {
        _sheet.Dispose();
        return ValueTask.CompletedTask;
    }

    private void ReadHeading()
    {
        if (!Next())
            throw new RecordFileException("file.empty");
        if (_sheet.Cells.Max(c => c.Column) > MostColumns)
            throw new RecordFileException("xlsx.tooWide", Line, MostColumns);
        Columns = CheckHeading(Take(MostColumns));
    }

    private bool Next()
    {
        try
        {
            if (!_sheet.Read())
                return false;
            Line = _sheet.Row;
            return true;
        }
        catch (WorkbookRefusedException refused)
        {
            throw Refuse(refused, refused.Place?.Row ?? Line + 1);
        }
    }

    // Of the cells beyond the heading the first is kept: it tells that there are any, however far out they are.
    private string[] Take(int columns)
    {
        var last = _sheet.Cells.Max(c => c.Column);
        var cells = new string[Math.Min(last, columns + 1)];
        Array.Fill(cells, "");
        var beyond = int.MaxValue;
        foreach (var cell in _sheet.Cells)
        {
            if (cell.Column > columns && cell.Column >= beyond)
                continue;
            if (cell.Column > columns)
                beyond = cell.Column;
            cells[Math.Min(cell.Column, columns + 1) - 1] = ToText(cell);
        }
        return cells;
    }

    private static string ToText(WorkbookCell cell)
    {
        if (cell.Date is { } number)
            return Write(number);
        return
            cell.Kind == WorkbookCellKind.Date
            && DateTime.TryParse(cell.Text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date)
            ? Write(date)
            : cell.Text;
    }

    private static string Write(DateTime at) =>
        at.TimeOfDay == TimeSpan.Zero
            ? at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : at.ToString("yyyy-MM-dd HH:mm:ss.FFF", CultureInfo.InvariantCulture);

    private static RecordFileException Refuse(WorkbookRefusedException refused, long? line) =>
        refused.Fault switch
        {
            WorkbookFault.NoWorkbook or WorkbookFault.Broken => new("xlsx.broken", line),
            WorkbookFault.Unfolds or WorkbookFault.TooManyCells => new("xlsx.tooLarge", line),
            WorkbookFault.RowTooLong => new("row.tooLong", line, LongestRow),
        };
}
