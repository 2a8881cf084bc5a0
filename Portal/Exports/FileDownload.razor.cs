using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Exports;

/// <summary>
/// Links to the files of a long table. The browser takes the file from its address; meanwhile the page shows how far it is, and ends it on
/// demand or when it is left.
/// </summary>
public sealed partial class FileDownload : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private FileExport? _export;
    private bool _gone;

    /// <summary>The formats, as in addresses: csv, xlsx.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Formats { get; set; }

    /// <summary>The address of the file in a format, of an export or of none.</summary>
    [Parameter, EditorRequired]
    public required Func<string, Guid?, string> Address { get; set; }

    /// <summary>The reader's sign-in name.</summary>
    [Parameter, EditorRequired]
    public required string Owner { get; set; }

    /// <summary>The rows of the file; where <see cref="IsExact"/> is false, at least so many.</summary>
    [Parameter, EditorRequired]
    public required long Rows { get; set; }

    [Parameter]
    public bool IsExact { get; set; } = true;

    [Inject]
    private FileExports Exports { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private bool IsRunning => _export is { State: FileExportState.Running };

    /// <summary>Null while the number of all rows is not known: the bar then only tells that something is done.</summary>
    private string? Share =>
        IsExact && Rows > 0 && _export is { } export
            ? Math.Min(1, (double)export.Rows / Rows).ToString("0.00", CultureInfo.InvariantCulture)
            : null;

    private string ProgressText
    {
        get
        {
            var written = _export?.Rows ?? 0;
            var progress = IsExact ? Text["rows", Number(written), Number(Rows)] : Text["rows.more", Number(written), Number(Rows)];
            return IsExact && SecondsLeft(written) is { } seconds ? $"{progress} · {Text["left", seconds]}" : progress;
        }
    }

    private string EndText =>
        _export?.State switch
        {
            FileExportState.Done => Text["rows.done", Number(_export.Rows)],
            FileExportState.Stopped => Text["stopped"],
            FileExportState.Failed => Text["failed"],
            FileExportState.Running or null => "",
        };

    public async ValueTask DisposeAsync()
    {
        _gone = true;
        _export?.Dispose();
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

    private async Task BeginAsync(string format)
    {
        if (IsRunning)
            return;
        _export?.Dispose();
        var export = _export = Exports.Begin(Owner);
        export.Changed += Show;
        try
        {
            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["Exports/FileDownload.razor.js"]}");
            await _module.InvokeVoidAsync("take", Address(format, export.Id));
        }
        catch (JSException)
        {
            export.End(FileExportState.Failed);
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The browser has gone.
        }
    }

    private void Stop() => _export?.Stop();

    private void Show(object? sender, EventArgs e)
    {
        if (!_gone)
            _ = InvokeAsync(StateHasChanged);
    }

    /// <summary>Null before the speed is known.</summary>
    private string? SecondsLeft(long written)
    {
        if (_export is not { } export || written <= 0 || written >= Rows || export.Elapsed < TimeSpan.FromSeconds(2))
            return null;
        return Number((long)Math.Ceiling(export.Elapsed.TotalSeconds * (Rows - written) / written));
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
