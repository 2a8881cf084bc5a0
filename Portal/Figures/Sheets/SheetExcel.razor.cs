using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Figures.Refusals;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Templates;
using Portal.Figures.Cells;
using Portal.Figures.Feed;

namespace Portal.Figures.Sheets;

/// <summary>Fills a sheet in by Excel: download the template, upload it, review its changes, import it.</summary>
public sealed partial class SheetExcel : IAsyncDisposable
{
    private readonly ComponentLifetime _gone = new();
    private DotNetObjectReference<SheetExcel>? _self;
    private IJSObjectReference? _script;
    private ElementReference _input;
    private TemplateContent? _content;
    private string _message = "";
    private bool _busy;

    [Inject]
    public required SheetReader Sheets { get; set; }

    [Inject]
    public required ISheetEntry Entry { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required TemplateUploads Uploads { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Parameter, EditorRequired]
    public required SheetContext Context { get; set; }

    private SheetKey Key => Context.View.Key;

    private string Address => FiguresAddress.OfSheet(Key) + "/template.xlsx";

    // Compared with the sheet as it is now, not as it was when the file came.
    private IReadOnlyList<TemplateChange> Changes => _content?.Changes(Context.View) ?? [];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            _self = DotNetObjectReference.Create(this);
            _script = await Js.InvokeAsync<IJSObjectReference>("import", _gone.Token, $"./{Assets["Figures/Sheets/SheetExcel.razor.js"]}");
            await _script.InvokeVoidAsync("attach", _gone.Token, _input, _self);
        }
        catch (Exception lost) when (IsLost(lost))
        {
            // The browser has gone.
        }
    }

    /// <summary>The browser began to send a file.</summary>
    [JSInvokable]
    public void Sending()
    {
        (_busy, _content, _message) = (true, null, Text["template.reading"]);
        StateHasChanged();
    }

    /// <summary>The file was parsed; the page fetches the result by its id.</summary>
    [JSInvokable]
    public async Task SentAsync(Guid id)
    {
        var actor = await Actors.GetAsync();
        _content = Uploads.Take(id, actor.Name, Key);
        (_busy, _message) = (false, _content is null ? Text["template.failed"] : "");
        StateHasChanged();
    }

    /// <summary>The file did not arrive.</summary>
    [JSInvokable]
    public void Failed()
    {
        (_busy, _message) = (false, Text["template.failed"]);
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _self?.Dispose();
        try
        {
            if (_script is not null)
                await _script.DisposeAsync();
        }
        catch (Exception lost) when (IsLost(lost))
        {
            // The browser has gone, and the script with it.
        }
        _gone.Dispose();
    }

    private static bool IsLost(Exception exception) =>
        exception is JSDisconnectedException or TaskCanceledException or ObjectDisposedException;

    private void Close() => (_content, _message) = (null, "");

    private string Imported(SaveResult result)
    {
        var kept = result.Cells.Count(c => c.Result is CellResult.Conflict or CellResult.Refused);
        return Text[kept == 0 ? "template.imported" : "template.importedSome", result.Cells.Count - kept, kept];
    }

    private async Task ImportAsync()
    {
        if (_content is not { Problems.Count: 0 } content || _busy)
            return;
        (_busy, _content) = (true, null);
        try
        {
            var actor = await Actors.GetAsync();
            if (await Sheets.OpenAsync(actor, Key, _gone.Token) is not { } now)
            {
                _message = FigureRefusal.SheetUnknown.Text;
                return;
            }
            var saved = await Entry.SaveAsync(actor, Key, content.Inputs(now), EntryOrigin.Uploaded, _gone.Token);
            _message = saved.Refusal is null ? Imported(saved.Value) : saved.Refusal.Text;
        }
        finally
        {
            _busy = false;
        }
    }
}
