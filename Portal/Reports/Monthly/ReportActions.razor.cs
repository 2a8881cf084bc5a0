using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Domain.Shared;
using Portal.Reports.Common;

namespace Portal.Reports.Monthly;

/// <summary>The actions on the shown report: download its files, print it, sign it, write a remark.</summary>
public sealed partial class ReportActions : IDisposable
{
    private const int ReasonLength = 1000;

    private readonly ComponentLifetime _gone = new();
    private ReportPhrases _words = default!;
    private ReportKey? _shown;
    private string? _asking;
    private string _reason = "";
    private (bool Good, string Text)? _said;
    private bool _busy;

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required IReportSigning Signing { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Parameter, EditorRequired]
    public required ReportView View { get; set; }

    /// <summary>The page shows the draft beside a signed report.</summary>
    [Parameter]
    public bool IsDraft { get; set; }

    [Parameter]
    public bool MayWrite { get; set; }

    /// <summary>Reads the report again.</summary>
    [Parameter, EditorRequired]
    public required EventCallback Refresh { get; set; }

    /// <summary>Reads the list of reports again too.</summary>
    [Parameter, EditorRequired]
    public required EventCallback Reread { get; set; }

    private ReportsAddress Here => ReportsAddress.Of(View.Key);

    private bool IsOver => View.Key.Period.To < Time.Today;

    private bool NeedsReason => View.History.Count > 0;

    protected override void OnInitialized() => _words = new(Text, Time);

    protected override void OnParametersSet()
    {
        if (_shown == View.Key)
            return;
        (_shown, _asking, _said, _reason) = (View.Key, null, null, "");
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    // The draft beside a signed report has no files of its own: the page offers those of the signed one.
    private string FileUri(ReportFormat format, string language) =>
        (Here with { Number = View.Signed?.Number }).ToFileUri(format, language);

    private void Ask() => (_asking, _said) = (View.Basis, null);

    private async Task SignAsync()
    {
        if (_asking is null || _busy)
            return;
        _busy = true;
        try
        {
            // Rights may have changed since the page was opened; the signature is for the draft that was shown.
            var signed = await Signing.SignAsync(
                await Actors.GetAsync(),
                View.Key,
                View.Basis,
                NeedsReason ? _reason.Trim() : null,
                _gone.Token
            );
            if (signed.Refusal is { } refusal)
            {
                (_said, _asking) = ((false, refusal.Text), null);
                await Refresh.InvokeAsync();
                return;
            }
            (_said, _asking, _reason) = ((true, Text["sign.done", _words.Signature(signed.Value)]), null, "");
            if (IsDraft)
                Navigation.NavigateTo(Here.ToUri());
            else
                await Reread.InvokeAsync();
        }
        finally
        {
            _busy = false;
        }
    }
}
