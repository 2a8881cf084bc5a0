using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Domain.Intake.Batches;

namespace Portal.Intake;

/// <summary>
/// Takes a dropped or chosen file. It exists only while a file can be taken: its script is bound to elements that are there as long as it.
/// </summary>
public sealed partial class UploadZone : IAsyncDisposable
{
    private ElementReference _zone;
    private ElementReference _input;
    private ElementReference _bar;
    private IJSObjectReference? _script;
    private DotNetObjectReference<UploadZone>? _self;

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Inject]
    public required ImportStore Store { get; set; }

    /// <summary>Raised when a file was stored.</summary>
    [Parameter]
    public EventCallback<UploadedFile> OnUploaded { get; set; }

    /// <summary>Raised with the reason when an upload failed; an empty text when none is known.</summary>
    [Parameter]
    public EventCallback<string> OnFailed { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            _script = await Js.InvokeAsync<IJSObjectReference>("import", "./Intake/UploadZone.razor.js");
            _self = DotNetObjectReference.Create(this);
            await _script.InvokeVoidAsync("attach", _zone, _input, _bar, _self);
        }
        catch (JSDisconnectedException)
        {
            // The browser disconnected.
        }
    }

    /// <summary>Called by the script when a file was uploaded.</summary>
    [JSInvokable]
    public Task UploadedAsync(string storedName, string fileName, long length) => OnUploaded.InvokeAsync(new(storedName, fileName, length));

    /// <summary>Called by the script when an upload failed.</summary>
    [JSInvokable]
    public Task UploadFailedAsync(string reason) => OnFailed.InvokeAsync(reason);

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_script is null)
            return;
        try
        {
            await _script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser disconnected.
        }
    }
}

/// <summary>A file that was uploaded.</summary>
/// <param name="StoredName">The name under which <see cref="ImportStore"/> keeps it.</param>
/// <param name="FileName">Its name on the sender's computer.</param>
/// <param name="Length">In bytes.</param>
public sealed record UploadedFile(string StoredName, string FileName, long Length);
