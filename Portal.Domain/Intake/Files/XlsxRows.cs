using Portal.Domain.Documents.Workbooks;

namespace Portal.Domain.Intake.Files;

/// <summary>The rows of a sheet, of which the first may be read ahead to find the heading.</summary>
internal sealed class XlsxRows(WorkbookReader reader)
{
    private readonly Queue<(int Row, IReadOnlyList<WorkbookCell> Cells)> _ahead = [];
    private WorkbookRefusedException? _fault;
    private bool _ended;
    private bool _again;

    public WorkbookReader Reader { get; } = reader;

    public int Row { get; private set; }

    public IReadOnlyList<WorkbookCell> Cells { get; private set; } = [];

    /// <summary>The last column of the present row that has a content.</summary>
    public int Width => Cells.Max(cell => cell.Column);

    /// <summary>Moves to the next row with a content.</summary>
    /// <exception cref="WorkbookRefusedException">The rest is damaged, or beyond the limits.</exception>
    public bool Read()
    {
        if (_again)
        {
            _again = false;
            return true;
        }
        if (_ahead.TryDequeue(out var row))
        {
            (Row, Cells) = row;
            return true;
        }
        if (_fault is { } fault)
            throw fault;
        if (_ended || !Reader.Read())
            return false;
        (Row, Cells) = (Reader.Row, Reader.Cells);
        return true;
    }

    /// <summary>Gives the present row once more.</summary>
    public void ReadAgain() => _again = true;

    /// <summary>The next rows, without moving. A fault among them is thrown when they are read.</summary>
    public IReadOnlyList<(int Row, IReadOnlyList<WorkbookCell> Cells)> Peek(int rows)
    {
        try
        {
            while (_ahead.Count < rows && !_ended && _fault is null)
            {
                _ended = !Reader.Read();
                if (!_ended)
                    _ahead.Enqueue((Reader.Row, [.. Reader.Cells]));
            }
        }
        catch (WorkbookRefusedException refused)
        {
            if (_ahead.Count == 0)
                throw;
            _fault = refused;
        }
        return [.. _ahead];
    }
}
