using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Circuits;

namespace Portal.Exports;

/// <summary>
/// The export menu of a table or chart: copy, CSV, Excel and, for charts, pictures. The table is made at a click, and the file is streamed.
/// </summary>
public sealed partial class ExportMenu : IAsyncDisposable
{
    /// <summary>The fewest rows for which progress is shown; files with fewer are written at once.</summary>
    private const int ProgressFrom = 5_000;

    /// <summary>
    /// The name of the cascading value with the subject of a page's tables. It is a function, called at a click, so that menus need not
    /// render again.
    /// </summary>
    public const string SubjectName = "ExportSubject";

    private static readonly string[] s_ofTable = ["copy", "csv", "xlsx"];
    private static readonly string[] s_withPicture = [.. s_ofTable, "png", "svg"];

    private readonly ComponentLifetime _gone = new();
    private IJSObjectReference? _module;
    private ExportState _state;
    private double? _share;
    private (string Title, bool HasPicture, ExportState State, double? Share, (bool, bool) Menu)? _shown;

    /// <summary>Makes the table, with all rows, also those that the panel does not show.</summary>
    [Parameter, EditorRequired]
    public required Func<ReportTable> Table { get; set; }

    /// <summary>The name of the menu and the files; empty when only the table has the title.</summary>
    [Parameter]
    public string Title { get; set; } = "";

    /// <summary>Draws the chart as SVG on the server; null when there is none.</summary>
    [Parameter]
    public Func<string>? Picture { get; set; }

    /// <summary>Saves the chart that the browser drew, with a name and <c>.png</c> or <c>.svg</c>; null when there is none.</summary>
    [Parameter]
    public Func<string, string, ValueTask>? SavePicture { get; set; }

    /// <summary>The page's unit and period, for the names of files; null when titles contain them.</summary>
    [CascadingParameter(Name = SubjectName)]
    public Func<string>? Subject { get; set; }

    private (string Title, bool HasPicture, ExportState State, double? Share, (bool, bool) Menu) Content =>
        (Title, HasPicture, _state, _share, MenuState);

    protected override string Name => Text["open", Title];

    protected override string Tip => Text["open.short"];

    protected override string ButtonClass => "plain-button open";

    private bool HasPicture => Picture is not null || SavePicture is not null;

    private string StatusText =>
        _state switch
        {
            ExportState.Done => Text["done"],
            ExportState.Failed => Text["failed"],
            ExportState.Idle => "",
        };

    // The panels around it render at every push, but the menu changes only with these values.
    protected override bool ShouldRender()
    {
        if (Content == _shown)
            return false;
        _shown = Content;
        return true;
    }

    // The framework does not ask ShouldRender for the first rendering.
    protected override void OnParametersSet() => _shown ??= Content;

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

    private Task ExportAsync(string kind) =>
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
                // Without a timeout: the browser reads the stream in pieces.
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
                table.Rows.Count < ProgressFrom ? null : new RowProgress(rows => ShowProgress(rows, table.Rows.Count)),
                _gone.Token
            );
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            failure = exception; // the reader of the pipe throws it
        }
        await target.CompleteAsync(failure);
    }

    private void ShowProgress(long rows, int all)
    {
        var share = Math.Round((double)rows / all, 2);
        if (share == _share)
            return;
        _share = share;
        _ = InvokeAsync(StateHasChanged);
    }

    private async Task TryAsync(Func<IJSObjectReference, Task<bool>> export)
    {
        _state = ExportState.Idle;
        try
        {
            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["Exports/ExportMenu.razor.js"]}");
            _state = await export(_module) ? ExportState.Done : ExportState.Failed;
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

    private sealed class RowProgress(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}

/// <summary>The result of the last export.</summary>
internal enum ExportState
{
    Idle,
    Done,
    Failed,
}
