using System.Runtime.CompilerServices;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>An open file of records.</summary>
public sealed class RecordFile : IAsyncDisposable
{
    private readonly RowTable _table;
    private readonly RecordBinder _binder;

    internal RecordFile(RowTable table, FileFormat format, RecordBinder binder) => (_table, Format, _binder) = (table, format, binder);

    public FileFormat Format { get; }

    /// <summary>Whether its days are counted from 1904, where they are numbers.</summary>
    public bool CountsFrom1904 => _table.CountsFrom1904;

    /// <summary>The columns of <see cref="ParsedRow.Fields"/>, in the same order.</summary>
    public IReadOnlyList<string> Columns => _table.Columns;

    /// <inheritdoc cref="FileIntakeOutcome.Notices"/>
    public IReadOnlyList<string> Notices => _table.Notices;

    /// <summary>
    /// Reads the rows, once. Where the file breaks off or becomes unreadable, the last row is a <see cref="ParsedRow.IsBreak"/>;
    /// the rows before it remain valid.
    /// </summary>
    public async IAsyncEnumerable<ParsedRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ParsedRow? broken = null;
        while (broken is null)
        {
            try
            {
                if (!await _table.ReadAsync(cancellation))
                    yield break;
            }
            catch (RecordFileException stop)
            {
                broken = Broken(stop);
            }
            yield return broken ?? _binder.Bind(_table);
        }
    }

    public ValueTask DisposeAsync() => _table.DisposeAsync();

    private ParsedRow Broken(RecordFileException stop)
    {
        var line = stop.Line ?? _table.Line;
        return new ParsedRow(line, Input: null, [new RowError(line, "", null, stop.Code, stop.Message)], []) { IsBreak = true };
    }
}
