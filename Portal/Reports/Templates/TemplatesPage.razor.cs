using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Templates;
using Portal.Domain.Shared;
using Portal.Navigation;
using Portal.Organisation;
using Portal.Reports.Common;

namespace Portal.Reports.Templates;

/// <summary>
/// The templates of a unit's reports: download one, change it in Word or Excel, upload it, and read its faults.
/// </summary>
public sealed partial class TemplatesPage : IAsyncDisposable
{
    private readonly ComponentLifetime _gone = new();
    private readonly Dictionary<string, TemplateAnswer> _answers = new(StringComparer.Ordinal);
    private DotNetObjectReference<TemplatesPage>? _self;
    private IJSObjectReference? _script;
    private ElementReference _root;
    private ReportPhrases _words = default!;
    private IReadOnlyList<TemplateState>? _states;
    private string? _unit;
    private bool _read;
    private bool _mayWrite;
    private bool _busy;

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required ReportTemplates Templates { get; set; }

    [Inject]
    public required UnitPickReader Units { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [SupplyParameterFromQuery(Name = "unit")]
    public string? UnitCode { get; set; }

    protected override void OnInitialized() => _words = new(Text, Time);

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Actors.GetAsync();
        _mayWrite = actor.May(Permissions.ReportsWrite);
        _unit =
            UnitCode
            ?? await Opening.ReadAsync(
                "top",
                async () => (await Units.TopAsync(actor.ScopeFor(Permissions.ReportsRead), _gone.Token))?.Code
            );
        _answers.Clear();
        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            _self = DotNetObjectReference.Create(this);
            _script = await Js.InvokeAsync<IJSObjectReference>(
                "import",
                _gone.Token,
                $"./{Assets["Reports/Templates/TemplatesPage.razor.js"]}"
            );
            await _script.InvokeVoidAsync("attach", _gone.Token, _root, _self);
        }
        catch (Exception lost) when (IsLost(lost))
        {
            // The browser has gone.
        }
    }

    /// <summary>The browser began to send a file.</summary>
    [JSInvokable]
    public void Sending(string slot)
    {
        (_busy, _answers[slot]) = (true, new(false, Text["templates.sending"], []));
        StateHasChanged();
    }

    /// <summary>The server inspected the file.</summary>
    /// <param name="slot">Its format and language.</param>
    /// <param name="refused">
    /// Why it was refused, in the reader's language; empty when it did not arrive, null when it was not refused.
    /// </param>
    /// <param name="faults">The faults found in it; empty when it is in force.</param>
    [JSInvokable]
    public async Task SentAsync(string slot, string? refused, TemplateFault[]? faults)
    {
        _answers[slot] = (refused, faults) switch
        {
            (null, []) => new(true, Text["templates.taken"], []),
            (null, { } found) => new(false, Text["templates.faults", found.Length], found),
            _ => new(false, string.IsNullOrEmpty(refused) ? Text["refused.upload.failed"] : refused, []),
        };
        _busy = false;
        await LoadAsync();
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

    private static string Slot(TemplateState state) => $"{state.Format}-{state.Language}";

    private string FileUri(TemplateState state, int? number) =>
        Uri(PortalUrls.ReportTemplateFiles, state, ("number", number?.ToString(CultureInfo.InvariantCulture)));

    private string UploadUri(TemplateState state) =>
        Uri(PortalUrls.ReportTemplateFiles, state, ("seen", Seen(state).ToString(CultureInfo.InvariantCulture)));

    private string Uri(string path, TemplateState state, (string Name, string? Value) more) =>
        QueryHelpers.AddQueryString(
            path,
            new (string Name, string? Value)[]
            {
                ("unit", _unit),
                ("format", ReportPhrases.Extension(state.Format)),
                ("language", state.Language),
                more,
            }
                .Where(p => p.Value is not null)
                .Select(p => KeyValuePair.Create(p.Name, p.Value))
        );

    private static int Seen(TemplateState state) => state.Versions.Count == 0 ? 0 : state.Versions[0].Number;

    private static string AddressOf(string? unit) => QueryHelpers.AddQueryString(PortalUrls.ReportTemplates, "unit", unit ?? "");

    private async Task LoadAsync()
    {
        var actor = await Actors.GetAsync();
        _states = _unit is { } unit ? await Opening.ReadAsync("templates", () => Templates.OpenAsync(actor, unit, _gone.Token)) : null;
        _read = true;
    }

    private async Task ResetAsync(TemplateState state)
    {
        if (_busy)
            return;
        _busy = true;
        var refusal = await Templates.ResetAsync(
            await Actors.GetAsync(),
            _unit!,
            state.Format,
            CultureInfo.GetCultureInfo(state.Language),
            Seen(state),
            _gone.Token
        );
        _answers[Slot(state)] = new(refusal is null, refusal?.Text ?? Text["templates.reset.done"], []);
        _busy = false;
        await LoadAsync();
    }

    private string Reason(TemplateFault fault) => Text[$"fault.{fault.Code}"] is { ResourceNotFound: false } known ? known : Text["fault"];

    /// <summary>The result of an upload.</summary>
    private sealed record TemplateAnswer(bool IsGood, string Text, IReadOnlyList<TemplateFault> Faults);
}
