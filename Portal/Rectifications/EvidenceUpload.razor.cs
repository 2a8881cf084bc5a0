using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Domain.Evidence;
using Portal.Navigation;

namespace Portal.Rectifications;

/// <summary>
/// Takes dropped or chosen files of evidence for one order, and shows the progress of each. The bytes go by a request of their own, outside
/// the circuit.
/// </summary>
public sealed partial class EvidenceUpload : IAsyncDisposable
{
    private readonly List<ChosenEvidence> _uploads = [];
    private readonly List<(string Name, string Reason)> _refused = [];
    private ElementReference _zone;
    private ElementReference _input;
    private IJSObjectReference? _script;
    private DotNetObjectReference<EvidenceUpload>? _self;

    /// <summary>The order's number.</summary>
    [Parameter, EditorRequired]
    public required long Number { get; set; }

    /// <summary>The number of files that the present round has already.</summary>
    [Parameter]
    public int Present { get; set; }

    /// <summary>Raised when a file was stored.</summary>
    [Parameter]
    public EventCallback OnAdded { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Inject]
    public required EvidenceLimits Limits { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            _script = await Js.InvokeAsync<IJSObjectReference>("import", "./Rectifications/EvidenceUpload.razor.js");
            _self = DotNetObjectReference.Create(this);
            var address = FormattableString.Invariant($"{PortalUrls.RectificationEvidence}?number={Number}");
            await _script.InvokeVoidAsync("attach", _zone, _input, _self, address, Limits.MostFiles);
        }
        catch (JSDisconnectedException)
        {
            // The browser disconnected.
        }
    }

    /// <summary>Called by the script with the files that were chosen, before any is sent.</summary>
    /// <param name="chosen">Those that it would send.</param>
    /// <param name="left">How many more were chosen than one round takes.</param>
    /// <returns>The keys of those to send.</returns>
    [JSInvokable]
    public string[] Chosen(ChosenEvidence[] chosen, int left)
    {
        _refused.Clear();
        var accepted = new List<string>();
        foreach (var file in chosen)
        {
            if (file.Length > Limits.MostBytes)
                _refused.Add((file.Name, EvidenceRefusal.FileIsTooLarge.Text));
            else if (Present + _uploads.Count >= Limits.MostFiles)
                _refused.Add((file.Name, EvidenceRefusal.TooManyFiles.Text));
            else
            {
                _uploads.Add(file);
                accepted.Add(file.Key);
            }
        }
        if (left > 0)
            _refused.Add((Text["evidence.more", left], EvidenceRefusal.TooManyFiles.Text));
        StateHasChanged();
        return [.. accepted];
    }

    /// <summary>Called by the script when a file was stored, refused or cancelled.</summary>
    /// <param name="key">That of the file among those chosen.</param>
    /// <param name="isStored">Whether the portal has it.</param>
    /// <param name="problem">Null when it was stored or cancelled; an empty text when the reason is not known.</param>
    [JSInvokable]
    public async Task FinishedAsync(string key, bool isStored, string? problem)
    {
        if (_uploads.Find(upload => upload.Key == key) is not { } file)
            return;
        _uploads.Remove(file);
        if (problem is not null)
            _refused.Add((file.Name, problem.Length > 0 ? problem : Text["evidence.failed"]));
        StateHasChanged();
        if (isStored)
            await OnAdded.InvokeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_script is not { } script)
            return;
        _script = null;
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

    private async Task CancelAsync(ChosenEvidence upload)
    {
        if (_script is not null)
            await _script.InvokeVoidAsync("cancel", _zone, upload.Key);
    }
}

/// <summary>A file that was chosen as evidence and is to be sent.</summary>
/// <param name="Key">Tells it from others of the same name.</param>
/// <param name="Name">Its name on the sender's computer.</param>
/// <param name="Length">In bytes.</param>
public sealed record ChosenEvidence(string Key, string Name, long Length);
