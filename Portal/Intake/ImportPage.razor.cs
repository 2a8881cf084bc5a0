using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Records;
using Portal.Navigation;

namespace Portal.Intake;

/// <summary>Uploads a file, maps its columns, previews and imports it. A running import has its own URL.</summary>
public sealed partial class ImportPage : IAsyncDisposable
{
    private const int RowsShown = 20;

    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenRegistration _stopping;
    private Actor _actor = Actor.Nobody;

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required ImportBatches Batches { get; set; }

    [Inject]
    public required ImportProfiles ProfileStore { get; set; }

    [Inject]
    public required ImportPreview Previews { get; set; }

    [Inject]
    public required ImportStore Store { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    [Inject]
    public required IHostApplicationLifetime Lifetime { get; set; }

    /// <summary>The import to show; null to start one.</summary>
    [SupplyParameterFromQuery(Name = "batch")]
    public Guid? BatchId { get; set; }

    private ImportBatch? Batch { get; set; }

    private IReadOnlyList<ImportBatch> Latest { get; set; } = [];

    private RecordStream Stream { get; set; } = RecordStream.Cases;

    private UploadedFile? File { get; set; }

    private FileInspection? Inspection { get; set; }

    private IReadOnlyList<NamedProfile> Profiles { get; set; } = [];

    private string ProfileKey { get; set; } = "guess";

    private string ProfileName { get; set; } = "";

    private bool Saved { get; set; }

    private string DefaultSource { get; set; } = "";

    private MappingDraft? Draft { get; set; }

    private ImportSample? Preview { get; set; }

    private IReadOnlyList<string> Problems { get; set; } = [];

    private bool MayWrite => Enum.GetValues<RecordStream>().Any(May);

    private bool IsContract => Inspection is not null && MappingGuesser.IsContract(Inspection.Columns, Stream);

    private bool CanImport => File is not null && Problems.Count == 0 && Preview is not null;

    private bool May(RecordStream stream) => _actor.May(stream == RecordStream.Cases ? Permissions.CasesWrite : Permissions.AppealsWrite);

    protected override void OnInitialized() => _stopping = Lifetime.ApplicationStopping.Register(_gone.Cancel);

    protected override async Task OnParametersSetAsync()
    {
        _actor = await Actors.GetAsync();
        Problems = [];
        await ReloadAsync();
        if (BatchId is not null)
            File = null; // it is the import's now
        if (Batch is { Status: ImportStatus.Queued or ImportStatus.Running } && RendererInfo.IsInteractive)
            _ = FollowAsync(Batch.Id);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.DisposeAsync();
        await _gone.CancelAsync();
        _gone.Dispose();
    }

    private static bool HasEnded(ImportBatch batch) => batch.Status is not (ImportStatus.Queued or ImportStatus.Running);

    private Task UploadedAsync(UploadedFile file)
    {
        File = file;
        return InspectAsync();
    }

    private void UploadFailed(string reason) => Problems = [reason.Length > 0 ? reason : Text["uploadFailed"]];

    private async Task InspectAsync()
    {
        (Inspection, Draft, Preview, Problems) = (null, null, null, []);
        if (File is not { } file)
            return;
        await TryAsync(async () =>
        {
            _actor = await Actors.GetAsync();
            Inspection = await Previews.InspectAsync(_actor, file.StoredName, file.FileName, _gone.Token);
            Profiles = await ProfileStore.ListAsync(_actor, Stream, _gone.Token);
            await UseProfileAsync(IsContract ? "none" : "guess");
        });
    }

    private async Task ChooseStreamAsync(RecordStream stream)
    {
        Stream = stream;
        await InspectAsync();
    }

    private Task ChooseProfileAsync(ChangeEventArgs change) => UseProfileAsync((string?)change.Value ?? "guess");

    private Task UseProfileAsync(string key)
    {
        (ProfileKey, Saved) = (key, false);
        var chosen = Profiles.FirstOrDefault(p => p.Name == key);
        ProfileName = chosen?.Name ?? "";
        Draft =
            key == "none"
                ? null
                : new MappingDraft(
                    Stream,
                    chosen?.Mapping ?? MappingGuesser.Of(Inspection!.Columns, Stream, Inspection.Values),
                    Inspection!.Columns
                );
        return PreviewAsync();
    }

    private async Task PreviewAsync()
    {
        (Problems, Preview, Saved) = ([], null, false);
        if (File is not { } file)
            return;
        await TryAsync(async () =>
        {
            var mapping = Draft?.ToMapping();
            if (mapping is not null)
                ProfileCheck.ThrowIfInvalid(mapping);
            _actor = await Actors.GetAsync();
            var request = new FileIntakeRequest(Stream, file.FileName, _actor.ScopeFor(Permissions.ImportsRun))
            {
                Mapping = mapping,
                DefaultSource = Source,
                FileTime = Clock.GetUtcNow(),
            };
            Preview = await Previews.ReadAsync(_actor, file.StoredName, request, RowsShown, _gone.Token);
        });
    }

    private async Task SaveProfileAsync()
    {
        await TryAsync(async () =>
        {
            _actor = await Actors.GetAsync();
            // With the source, or rows of the next file would be refused for want of one.
            if (Source is { } source)
                Draft!.NameSource(source);
            await ProfileStore.SaveAsync(_actor, ProfileName, Stream, Draft!.ToMapping(), _gone.Token);
            Profiles = await ProfileStore.ListAsync(_actor, Stream, _gone.Token);
            (ProfileKey, Saved) = (ProfileName.Trim(), true);
        });
    }

    private async Task ImportAsync(bool dryRun)
    {
        // Permissions may have changed since the page was opened.
        _actor = await Actors.GetAsync();
        if (!CanImport || !May(Stream))
            return;
        var request = new ImportRequest(Stream, File!.FileName, File.StoredName)
        {
            Mapping = Draft?.ToMapping(),
            DefaultSource = Source,
            DryRun = dryRun,
            Length = File.Length,
        };
        Navigation.NavigateTo($"{PortalUrls.Import}?batch={await Batches.AddAsync(_actor, request, _gone.Token)}");
    }

    /// <summary>Imports the file of a tried import, as it was tried.</summary>
    private async Task ImportNowAsync()
    {
        _actor = await Actors.GetAsync();
        if (await Batches.AddTriedAsync(_actor, Batch!.Id, _gone.Token) is { } id)
            Navigation.NavigateTo($"{PortalUrls.Import}?batch={id}");
        else
            Problems = [Text["triedGone"]];
    }

    private async Task CancelAsync()
    {
        _actor = await Actors.GetAsync();
        _actor.Demand(Permissions.ImportsRun);
        await Batches.CancelAsync(_actor, Batch!.Id, _gone.Token);
        await ReloadAsync();
    }

    private void StartOver()
    {
        (File, Inspection, Draft, Preview, Problems) = (null, null, null, null, []);
        if (BatchId is not null)
            Navigation.NavigateTo(PortalUrls.Import);
    }

    private async Task FollowAsync(Guid id)
    {
        try
        {
            using var timer = new PeriodicTimer(s_lookEvery, Clock);
            while (
                Batch is { Status: ImportStatus.Queued or ImportStatus.Running }
                && Batch.Id == id
                && await timer.WaitForNextTickAsync(_gone.Token)
            )
            {
                await InvokeAsync(ReloadAsync);
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            // The page was closed; the import continues.
        }
    }

    private async Task ReloadAsync() => (Batch, Latest) = await Opening.ReadAsync("batches", ReadAsync);

    private async Task<(ImportBatch? Batch, IReadOnlyList<ImportBatch> Latest)> ReadAsync() =>
        (
            BatchId is { } id ? await Batches.FindAsync(_actor, id, _gone.Token) : null,
            await Batches.LatestAsync(_actor, cancellation: _gone.Token)
        );

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (ProfileException wrong)
        {
            Problems = wrong.Reasons;
        }
        catch (Exception refused) when (refused is RecordFileException or FileNotFoundException)
        {
            Problems = [refused is FileNotFoundException ? Text["uploadFailed"] : refused.Message];
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left, or the portal stops.
        }
    }

    private string? Source => DefaultSource.Trim() is { Length: > 0 } source ? source : null;
}
