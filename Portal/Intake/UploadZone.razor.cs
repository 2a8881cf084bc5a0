using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Rows;

namespace Portal.Intake;

/// <summary>
/// Takes dropped or chosen files. It exists only while files can be taken: its script is bound to elements that are there as long as it.
/// </summary>
/// <remarks>
/// Several files are uploaded one after another, each with its progress. The browser remembers those that were uploaded under
/// <see cref="KeptAs"/>, so that a page whose connection was lost is told of them again.
/// </remarks>
public sealed partial class UploadZone : IAsyncDisposable
{
    private readonly List<ChosenFile> _uploads = [];
    private ElementReference _zone;
    private ElementReference _input;
    private ElementReference _bar;
    private IJSObjectReference? _script;
    private DotNetObjectReference<UploadZone>? _self;

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Inject]
    public required ImportStore Store { get; set; }

    /// <summary>The most files that are taken, with those that <see cref="Taken"/> counts; with 1, the first of those dropped.</summary>
    [Parameter]
    public int Most { get; set; } = 1;

    /// <summary>The files that the page has already.</summary>
    [Parameter]
    public int Taken { get; set; }

    /// <summary>
    /// The name under which the browser's tab remembers the uploads of several files, such as the user's; null to forget them with the
    /// page.
    /// </summary>
    [Parameter]
    public string? KeptAs { get; set; }

    /// <summary>Raised when a file was stored; of several, in the order in which they were chosen.</summary>
    [Parameter]
    public EventCallback<UploadedFile> OnUploaded { get; set; }

    /// <summary>Raised with the reason when the upload of a single file failed; an empty text when none is known.</summary>
    [Parameter]
    public EventCallback<string> OnFailed { get; set; }

    /// <summary>Raised for each of several files that is not taken; the others are uploaded.</summary>
    [Parameter]
    public EventCallback<RefusedFile> OnRefused { get; set; }

    /// <summary>Raised when several files began or ended to be uploaded; with the number of those under way.</summary>
    [Parameter]
    public EventCallback<int> OnUnderWay { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            _script = await Js.InvokeAsync<IJSObjectReference>("import", "./Intake/UploadZone.razor.js");
            _self = DotNetObjectReference.Create(this);
            await _script.InvokeVoidAsync("attach", _zone, _input, _bar, _self, Most, KeptAs);
        }
        catch (JSDisconnectedException)
        {
            // The browser disconnected.
        }
    }

    /// <summary>The page has imported or dropped the files: the browser forgets them.</summary>
    public async Task ForgetAsync(IEnumerable<UploadedFile> files)
    {
        if (_script is null)
            return;
        try
        {
            await _script.InvokeVoidAsync("forget", KeptAs, files.Select(file => file.StoredName).ToArray());
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // The browser has gone, or the call timed out. It remembers files that are no longer there; the page then says so.
        }
    }

    /// <summary>Called by the script when a file was uploaded.</summary>
    [JSInvokable]
    public Task UploadedAsync(string storedName, string fileName, long length) => OnUploaded.InvokeAsync(new(storedName, fileName, length));

    /// <summary>Called by the script when an upload failed.</summary>
    [JSInvokable]
    public Task UploadFailedAsync(string reason) => OnFailed.InvokeAsync(reason);

    /// <summary>Called by the script with some of several files that were chosen, before they are uploaded.</summary>
    /// <returns>The keys of those to upload.</returns>
    [JSInvokable]
    public async Task<string[]> ChosenAsync(ChosenFile[] chosen)
    {
        var accepted = new List<string>();
        foreach (var file in chosen)
        {
            if (Taken + _uploads.Count >= Most)
                await OnRefused.InvokeAsync(new(file.Name, Text["tooMany", Most]));
            else if (file.Length > Store.MostBytes)
                await OnRefused.InvokeAsync(new(file.Name, RowErrors.Message("file.tooLarge", Store.MostBytes >> 20)));
            else
            {
                _uploads.Add(file);
                accepted.Add(file.Key);
            }
        }
        await ShowAsync();
        return [.. accepted];
    }

    /// <summary>Called by the script when more files were dropped than it names.</summary>
    [JSInvokable]
    public Task LeftOutAsync(int count) => OnRefused.InvokeAsync(new(Text["moreFiles", count], Text["tooMany", Most]));

    /// <summary>Called by the script when one of several files was uploaded, failed or was cancelled.</summary>
    /// <param name="key">That of the file among those chosen.</param>
    /// <param name="storedName">Null when it was not uploaded.</param>
    /// <param name="problem">Null when it was uploaded or cancelled; an empty text when the reason is not known.</param>
    /// <param name="length">In bytes.</param>
    [JSInvokable]
    public async Task FinishedAsync(string key, string? storedName, string? problem, long length)
    {
        if (_uploads.Find(upload => upload.Key == key) is not { } file)
            return; // told twice, because the first time was not answered
        if (storedName is not null)
            await OnUploaded.InvokeAsync(new(storedName, file.Name, length));
        else if (problem is not null)
            await OnRefused.InvokeAsync(new(file.Name, problem.Length > 0 ? problem : Text["uploadFailed"]));
        _uploads.Remove(file);
        await ShowAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_script is not { } script)
            return;
        _script = null; // a page that still refers to this zone has nothing to forget
        try
        {
            await script.InvokeVoidAsync("detach", _zone);
            await script.DisposeAsync();
        }
        catch (JSException)
        {
            // The elements are gone already.
        }
        catch (JSDisconnectedException)
        {
            // The browser disconnected.
        }
    }

    private async Task ShowAsync()
    {
        StateHasChanged();
        await OnUnderWay.InvokeAsync(_uploads.Count);
    }

    private async Task CancelAsync(ChosenFile upload)
    {
        if (_script is not null)
            await _script.InvokeVoidAsync("cancel", _zone, upload.Key);
    }

    private async Task CancelAllAsync()
    {
        foreach (var upload in _uploads.ToList())
            await CancelAsync(upload);
    }
}

/// <summary>A file that was uploaded.</summary>
/// <param name="StoredName">The name under which <see cref="ImportStore"/> keeps it.</param>
/// <param name="FileName">Its name on the sender's computer.</param>
/// <param name="Length">In bytes.</param>
public sealed record UploadedFile(string StoredName, string FileName, long Length);

/// <summary>A file that was chosen and is to be uploaded.</summary>
/// <param name="Key">Tells it from others of the same name.</param>
/// <param name="Name">Its name on the sender's computer.</param>
/// <param name="Length">In bytes.</param>
public sealed record ChosenFile(string Key, string Name, long Length);

/// <summary>A file that is not taken, and why.</summary>
public sealed record RefusedFile(string FileName, string Reason);
