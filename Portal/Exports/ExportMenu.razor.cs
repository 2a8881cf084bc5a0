using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Exports;

/// <summary>A small menu beside a table or chart: copy, CSV, Excel and, for charts, pictures. Tables are made only when asked for, and files are written while the browser takes them.</summary>
public sealed partial class ExportMenu : IAsyncDisposable
{
    /// <summary>Fewer rows are there before anybody could read how far it is.</summary>
    private const int ProgressFrom = 5_000;

    /// <summary>Pages say under this name what their tables speak of: by a function, asked at a click, so that no menu has to follow it.</summary>
    public const string SubjectName = "ExportSubject";

    private static readonly string[] s_ofTable = ["copy", "csv", "xlsx"];
    private static readonly string[] s_withPicture = [.. s_ofTable, "png", "svg"];

    private readonly string _id = $"export-{Guid.NewGuid():N}";
    private readonly CancellationTokenSource _gone = new();
    private IJSObjectReference? _module;
    private ExportState _state;
    private double? _share;
    private (string Title, bool HasPicture, ExportState State, double? Share)? _shown;

    /// <summary>What is shown, as a table: everything of it, also what the panel has no room for.</summary>
    [Parameter, EditorRequired]
    public required Func<ReportTable> Table { get; set; }

    /// <summary>Names the menu and the files; the table's title where it is not known before.</summary>
    [Parameter]
    public string Title { get; set; } = "";

    /// <summary>The chart as SVG, drawn here; null where there is none.</summary>
    [Parameter]
    public Func<string>? Picture { get; set; }

    /// <summary>Saves the chart that the browser drew, under a name and with <c>.png</c> or <c>.svg</c>; null where there is none.</summary>
    [Parameter]
    public Func<string, string, ValueTask>? SavePicture { get; set; }

    /// <summary>Of which unit and period the page speaks: said in the names of files. Null where titles say so themselves.</summary>
    [CascadingParameter(Name = SubjectName)]
    public Func<string>? Subject { get; set; }

    private (string Title, bool HasPicture, ExportState State, double? Share) Now => (Title, HasPicture, _state, _share);

    private bool HasPicture => Picture is not null || SavePicture is not null;

    private string Said =>
        _state switch
        {
            ExportState.Done => Text["done"],
            ExportState.Failed => Text["failed"],
            _ => "",
        };

    // The panels around it are rendered at every push of figures; what it gives is asked for only at a click.
    protected override bool ShouldRender()
    {
        if (Now == _shown)
            return false;
        _shown = Now;
        return true;
    }

    // The first time it is rendered without being asked.
    protected override void OnParametersSet() => _shown ??= Now;

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
        try
        {
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (Exception exception) when (exception is JSDisconnectedException or TaskCanceledException)
        {
            // The browser has gone.
        }
    }

    private ReportTable Make()
    {
        var table = Table();
        return Subject is null ? table : table with { Title = $"{table.Title} {Subject()}" };
    }

    private Task GiveAsync(string kind) =>
        kind switch
        {
            "copy" => CopyAsync(),
            "csv" => FileAsync(".csv", TableFiles.CsvType, TableFiles.WriteCsvAsync),
            "xlsx" => FileAsync(".xlsx", TableFiles.XlsxType, TableFiles.WriteXlsxAsync),
            _ => PictureAsync($".{kind}"),
        };

    private Task CopyAsync() =>
        TryAsync(async module => await module.InvokeAsync<bool>("copy", _gone.Token, TableFiles.Copy(Make(), CultureInfo.CurrentCulture)));

    private Task PictureAsync(string extension) =>
        TryAsync(async module =>
        {
            var name = TableFiles.NameOf(Make().Title, extension);
            if (SavePicture is { } save)
                await save(name, extension);
            else
                await module.InvokeVoidAsync("picture", _gone.Token, Picture!(), name, extension);
            return true;
        });

    private Task FileAsync(string extension, string type, WriteTable write) =>
        TryAsync(async module =>
        {
            var table = Make();
            var pipe = new Pipe();
            using var stream = new DotNetStreamReference(pipe.Reader.AsStream());
            var writing = WriteAsync(table, pipe.Writer, write);
            try
            {
                // However long it takes: the browser takes it piece by piece.
                await module.InvokeVoidAsync("save", _gone.Token, stream, TableFiles.NameOf(table.Title, extension), type);
            }
            finally
            {
                await pipe.Reader.CompleteAsync();
                await writing;
            }
            return true;
        });

    private async Task WriteAsync(ReportTable table, PipeWriter target, WriteTable write)
    {
        Exception? failure = null;
        try
        {
            await using var stream = target.AsStream(leaveOpen: true);
            await write(
                table,
                table.Rows.ToAsyncEnumerable(),
                CultureInfo.CurrentCulture,
                stream,
                table.Rows.Count < ProgressFrom ? null : new Told(rows => Tell(rows, table.Rows.Count)),
                _gone.Token
            );
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            failure = exception; // said to whoever reads the other end
        }
        await target.CompleteAsync(failure);
    }

    private void Tell(long rows, int all)
    {
        var share = Math.Round((double)rows / all, 2);
        if (share == _share)
            return;
        _share = share;
        _ = InvokeAsync(StateHasChanged);
    }

    private async Task TryAsync(Func<IJSObjectReference, Task<bool>> give)
    {
        _state = ExportState.Idle;
        try
        {
            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["Exports/ExportMenu.razor.js"]}");
            _state = await give(_module) ? ExportState.Done : ExportState.Failed;
        }
        catch (JSException)
        {
            _state = ExportState.Failed;
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The browser has gone.
        }
        finally
        {
            _share = null;
        }
    }

    private delegate Task WriteTable(
        ReportTable head,
        IAsyncEnumerable<ReportRow> rows,
        CultureInfo culture,
        Stream target,
        IProgress<long>? written,
        CancellationToken cancellation
    );

    private sealed class Told(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}

/// <summary>How the last thing asked of a menu went.</summary>
internal enum ExportState
{
    Idle,
    Done,
    Failed,
}
