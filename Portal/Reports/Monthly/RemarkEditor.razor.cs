using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Refusals;
using Portal.Domain.Shared;
using Portal.Reports.Common;

namespace Portal.Reports.Monthly;

/// <summary>
/// Edits the office's remark: plain text, one paragraph a line. In a conflict the later author keeps their input and sees the saved text.
/// </summary>
public sealed partial class RemarkEditor : IDisposable
{
    private const int TextLength = 20_000;

    private readonly ComponentLifetime _gone = new();
    private ReportPhrases _words = default!;
    private ReportKey? _shown;
    private ReportRemark? _theirs;
    private string? _text;
    private string? _problem;
    private int _seen;
    private bool _busy;
    private bool _done;

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required IReportReader Reports { get; set; }

    [Inject]
    public required IReportRemarks Remarks { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Parameter, EditorRequired]
    public required ReportView View { get; set; }

    /// <summary>Reads the report again.</summary>
    [Parameter, EditorRequired]
    public required EventCallback Saved { get; set; }

    protected override void OnInitialized() => _words = new(Text, Time);

    protected override void OnParametersSet()
    {
        if (_shown == View.Key)
            return;
        _shown = View.Key;
        _done = false;
        Close();
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private void Open() => (_text, _seen, _done) = (View.Remark?.Text ?? "", View.Remark?.Number ?? 0, false);

    private void Close() => (_text, _problem, _theirs) = (null, null, null);

    private async Task SaveAsync()
    {
        if (_text is not { } text || _busy)
            return;
        _busy = true;
        try
        {
            var words = text.ReplaceLineEndings("\n").Trim();
            if (await Remarks.WriteAsync(await Actors.GetAsync(), View.Key, words, _seen, _gone.Token) is { } refusal)
            {
                _problem = refusal.Text;
                if (refusal == ReportRefusal.RemarkHasChanged)
                    await ReadSavedAsync();
                return;
            }
            Close();
            _done = true;
            await Saved.InvokeAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>The text that another user saved meanwhile: saving again replaces it knowingly.</summary>
    private async Task ReadSavedAsync()
    {
        var now = await Reports.OpenDraftAsync(await Actors.GetAsync(), View.Key, CultureInfo.CurrentUICulture, _gone.Token);
        (_theirs, _seen) = (now?.Remark, now?.Remark?.Number ?? 0);
    }
}
