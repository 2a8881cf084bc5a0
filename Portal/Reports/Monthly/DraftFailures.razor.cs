using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Shared;
using Portal.Reports.Common;

namespace Portal.Reports.Monthly;

/// <summary>Shows the drafts that could not be built, with the reason, and has them tried again or cleared.</summary>
public sealed partial class DraftFailures : IDisposable
{
    private readonly ComponentLifetime _gone = new();
    private ReportPhrases _words = default!;
    private FailedDraftList? _failed;
    private string? _done;
    private bool _busy;

    [Inject]
    public required FailedDrafts Drafts { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    /// <summary>Whether the reader may write reports, and so change the list.</summary>
    [Parameter, EditorRequired]
    public required bool MayWrite { get; set; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _words = new(Text, Time);
        await LoadAsync();
    }

    private static string LanguageOf(FailedDraft draft) =>
        ReportPhrases.Languages.Where(l => l.Code == draft.Language).Select(l => l.Name).FirstOrDefault() ?? draft.Language;

    private string Next(FailedDraft draft) => draft.NextTry <= Time.Now ? Text["failed.soon"] : _words.Instant(draft.NextTry);

    private async Task LoadAsync()
    {
        var actor = await Actors.GetAsync();
        _failed = await Opening.ReadAsync("failed", () => Drafts.ReadAsync(actor, _gone.Token));
    }

    private Task RetryAsync(int? id) =>
        ChangeAsync("failed.retried", async () => await Drafts.RetryAsync(await Actors.GetAsync(), id, _gone.Token));

    private Task ClearAsync(int? id) =>
        ChangeAsync("failed.cleared", async () => await Drafts.ClearAsync(await Actors.GetAsync(), id, _gone.Token));

    private async Task ChangeAsync(string done, Func<Task<int>> change)
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            _done = Text[done, await change()];
            await LoadAsync();
        }
        finally
        {
            _busy = false;
        }
    }
}
