using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Navigation;

namespace Portal.Intake.Pages;

/// <summary>
/// Uploads files, maps their columns, previews and imports them. An import that was requested, and a set of them, has its own address.
/// </summary>
public sealed partial class ImportPage : IAsyncDisposable
{
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(500);

    private readonly ComponentLifetime _gone = new();
    private CancellationTokenRegistration _stopping;
    private Actor _actor = Actor.Nobody;
    private UploadZone? _zone;
    private int _uploading;
    private (Guid? Batch, Guid? Set) _shown;
    private bool _following;
    private bool _busy;
    private bool _isRead;
    private Guid? _mended;

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required ImportBatches Batches { get; set; }

    [Inject]
    public required ImportSets Sets { get; set; }

    [Inject]
    public required ImportPreview Previews { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    [Inject]
    public required IHostApplicationLifetime Lifetime { get; set; }

    [Inject]
    public required ILogger<ImportPage> Log { get; set; }

    /// <summary>The import to show; null to start one.</summary>
    [SupplyParameterFromQuery(Name = "batch")]
    public string? BatchText { get; set; }

    /// <summary>The set of imports to show; null for none.</summary>
    [SupplyParameterFromQuery(Name = "set")]
    public string? SetText { get; set; }

    private Guid? BatchId => IdOf(BatchText);

    private Guid? SetId => IdOf(SetText);

    /// <summary>The address names an import or a set that there is not, or that is out of the reader's scope.</summary>
    private bool IsUnknown => _isRead && (BatchText ?? SetText) is { Length: > 0 } && Batch is null && Set.Count == 0;

    private ImportBatch? Batch { get; set; }

    private IReadOnlyList<ImportBatch> Set { get; set; } = [];

    private IReadOnlyList<ImportBatch> Latest { get; set; } = [];

    private RecordStream Stream { get; set; } = RecordStream.Cases;

    /// <summary>In the order in which they were chosen, and will be imported.</summary>
    private List<UploadedFile> Files { get; } = [];

    private List<FileGroup> Groups { get; } = [];

    private List<AskedFile> Asked { get; } = [];

    private List<RefusedFile> Refused { get; } = [];

    private IReadOnlyList<string> Problems { get; set; } = [];

    private string? ActorName => _actor.Name.Length > 0 ? _actor.Name : null;

    private bool MayWrite => Enum.GetValues<RecordStream>().Any(May);

    private bool CanImport => !_busy && IsReady;

    private bool IsReady => _uploading == 0 && Asked.Count == 0 && Groups.Count > 0 && Groups.TrueForAll(group => group.IsReady);

    private bool IsUnderWay => (Batch is not null && !HasEnded(Batch)) || Set.Any(batch => !HasEnded(batch));

    private bool May(RecordStream stream) => _actor.May(RecordPermissions.Write(stream));

    protected override void OnInitialized() => _stopping = Lifetime.ApplicationStopping.Register(_gone.Cancel);

    protected override async Task OnParametersSetAsync()
    {
        _actor = await Actors.GetAsync();
        Problems = [];
        await ReloadAsync();
        _isRead = true;
        if (BatchId is not null || SetId is not null)
            Clear(); // the files are the imports' now
        if (_shown != (BatchId, SetId))
            (_shown, _busy) = ((BatchId, SetId), false);
        if (IsUnderWay && RendererInfo.IsInteractive)
            _ = FollowAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.DisposeAsync();
        await _gone.CancelAsync();
        _gone.Dispose();
    }

    private static Guid? IdOf(string? text) => Guid.TryParse(text, out var id) ? id : null;

    private static bool HasEnded(ImportBatch batch) => batch.Status is not (ImportStatus.Queued or ImportStatus.Running);

    /// <summary>A file with the headings of another is read as that one, without a question.</summary>
    private async Task UploadedAsync(UploadedFile file)
    {
        if (Files.Concat(Asked.Select(asked => asked.File)).Any(known => known.StoredName == file.StoredName))
            return; // told twice, because the first time was not answered
        try
        {
            Take(file, await InspectAsync(file, FileReading.Found));
        }
        catch (RecordFileException refused) when (refused.IsUntilChosen)
        {
            Asked.Add(new(file, refused.Sheets, refused.Message));
        }
        catch (RecordFileException refused)
        {
            await RefuseAsync(file, refused.Message);
        }
        catch (FileNotFoundException)
        {
            await RefuseAsync(file, Text["triedGone"]); // remembered by the browser longer than it is kept
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left; the browser still knows the file.
        }
    }

    private async Task<FileInspection> InspectAsync(UploadedFile file, FileReading reading)
    {
        _actor = await Actors.GetAsync();
        return await Previews.InspectAsync(_actor, file.StoredName, file.FileName, reading, _gone.Token);
    }

    private void Take(UploadedFile file, FileInspection inspection)
    {
        if (Groups.Find(group => group.Takes(inspection)) is not { } group)
            Groups.Add(group = new FileGroup(inspection));
        group.Files.Add(file);
        Files.Add(file);
    }

    private Task ReadAskedAsync(AskedFile asked, FileReading reading) =>
        ReadOnceAsync(async () =>
        {
            try
            {
                var inspection = await InspectAsync(asked.File, reading);
                if (Asked.Remove(asked)) // else removed meanwhile
                    Take(asked.File, inspection);
            }
            catch (RecordFileException refused)
            {
                if (Asked.IndexOf(asked) is var at and >= 0)
                    Asked[at] = asked with { Reason = refused.Message };
            }
            catch (FileNotFoundException)
            {
                if (Asked.Remove(asked))
                    await RefuseAsync(asked.File, Text["triedGone"]);
            }
        });

    /// <summary>Opens the files of a group in another way; when one cannot be opened so, all stay as they are.</summary>
    private Task ReadAgainAsync(FileGroup group, FileReading reading) =>
        ReadOnceAsync(async () =>
        {
            try
            {
                var read = new List<(UploadedFile File, FileInspection Inspection)>();
                foreach (var file in group.Files.ToList()) // files come and go meanwhile
                    read.Add((file, await InspectAsync(file, reading)));
                read.RemoveAll(one => !Files.Contains(one.File));
                read.ForEach(one => Drop(one.File));
                read.ForEach(one => Take(one.File, one.Inspection));
            }
            catch (RecordFileException refused)
            {
                group.Problems = [refused.Message];
            }
            catch (FileNotFoundException)
            {
                group.Problems = [Text["triedGone"]];
            }
        });

    private async Task ReadOnceAsync(Func<Task> read)
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            await read();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left; the browser still knows the files.
        }
        finally
        {
            _busy = false;
        }
    }

    private Task RemoveAskedAsync(AskedFile asked)
    {
        Asked.Remove(asked);
        return ForgetAsync([asked.File]);
    }

    private async Task RefuseAsync(UploadedFile file, string reason)
    {
        Refuse(new(file.FileName, reason));
        await ForgetAsync([file]);
    }

    private void Refuse(RefusedFile file) => Refused.Add(file);

    private void ShowUploading(int count) => _uploading = count;

    private Task RemoveAsync(UploadedFile file)
    {
        Drop(file);
        return ForgetAsync([file]);
    }

    private void Drop(UploadedFile file)
    {
        Files.Remove(file);
        Groups.ForEach(group => group.Files.Remove(file));
        Groups.RemoveAll(group => group.Files.Count == 0);
    }

    // Without files the zone may be gone, as on the page of an import.
    private Task ForgetAsync(IReadOnlyList<UploadedFile> files) =>
        files.Count > 0 && _zone is not null ? _zone.ForgetAsync(files) : Task.CompletedTask;

    private Task ImportAsync(bool dryRun) =>
        AddOnceAsync(async () =>
        {
            if (!IsReady || !May(Stream))
                return null;
            var requests = Files.ConvertAll(file => Groups.Find(group => group.Files.Contains(file))!.Request(file, Stream, dryRun));
            var address = requests is [var only]
                ? $"batch={await Batches.AddAsync(_actor, only, _gone.Token)}"
                : $"set={await Sets.AddAsync(_actor, requests, _gone.Token)}";
            await ForgetAsync([.. Files]);
            return address;
        });

    /// <summary>Imports the file of a tried import, as it was tried.</summary>
    private Task ImportNowAsync() =>
        AddOnceAsync(async () => AddressOf("batch", await Batches.AddTriedAsync(_actor, Batch!.Id, _gone.Token)));

    /// <summary>Imports the files of a tried set, as they were tried.</summary>
    private Task ImportSetNowAsync() =>
        AddOnceAsync(async () => AddressOf("set", await Sets.AddTriedAsync(_actor, SetId!.Value, _gone.Token)));

    private string? AddressOf(string what, Guid? added)
    {
        if (added is null)
            Problems = [Text["triedGone"]];
        return added is { } id ? $"{what}={id}" : null;
    }

    /// <summary>
    /// Adds imports and opens their address. Until it is shown, nothing else can be added: the second click of a double click would import
    /// the files again.
    /// </summary>
    private async Task AddOnceAsync(Func<Task<string?>> add)
    {
        if (_busy)
            return;
        _busy = true;
        string? address = null;
        try
        {
            _actor = await Actors.GetAsync(); // permissions may have changed since the page was opened
            address = await add();
        }
        finally
        {
            _busy = address is not null;
        }
        if (address is not null)
            Navigation.NavigateTo($"{PortalUrls.Import}?{address}");
    }

    private Task CancelAsync() => CancelOneAsync(Batch!.Id);

    private async Task CancelOneAsync(Guid id)
    {
        _actor = await Actors.GetAsync();
        _actor.Demand(Permissions.ImportsRun);
        await Batches.CancelAsync(_actor, id, _gone.Token);
        await ReloadAsync();
    }

    // The last rows may be gone now, taken by this user or another: what was said about them stays.
    private Task MendedAsync()
    {
        _mended = Batch?.Id;
        return ReloadAsync();
    }

    private async Task CancelSetAsync()
    {
        _actor = await Actors.GetAsync();
        _actor.Demand(Permissions.ImportsRun);
        await Sets.CancelAsync(_actor, SetId!.Value, _gone.Token);
        await ReloadAsync();
    }

    private async Task StartOverAsync()
    {
        await ForgetAsync([.. Files, .. Asked.Select(asked => asked.File)]);
        Clear();
        Refused.Clear();
        if (BatchId is not null || SetId is not null)
            Navigation.NavigateTo(PortalUrls.Import);
    }

    private void Clear()
    {
        Files.Clear();
        Groups.Clear();
        Asked.Clear();
        (_uploading, Problems) = (0, []);
    }

    /// <summary>Reads the imports anew until they have ended; they run without the page.</summary>
    private async Task FollowAsync()
    {
        if (_following)
            return;
        _following = true;
        try
        {
            using var timer = new PeriodicTimer(s_lookEvery, Clock);
            while (IsUnderWay && await timer.WaitForNextTickAsync(_gone.Token))
            {
                await InvokeAsync(ReloadFollowedAsync);
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            // The page was closed; the imports continue.
        }
        finally
        {
            _following = false;
        }
    }

    private async Task ReloadFollowedAsync()
    {
        try
        {
            await ReloadAsync();
        }
        catch (Exception failed) when (!_gone.IsCancellationRequested && failed is not OutOfMemoryException)
        {
            Log.LogWarning(failed, "The state of an import could not be read; the page asks again.");
        }
    }

    private async Task ReloadAsync() => (Batch, Set, Latest) = await Opening.ReadAsync("batches", ReadAsync);

    private async Task<(ImportBatch? Batch, IReadOnlyList<ImportBatch> Set, IReadOnlyList<ImportBatch> Latest)> ReadAsync() =>
        (
            BatchId is { } id ? await Batches.FindAsync(_actor, id, _gone.Token) : null,
            SetId is { } set ? await Sets.ListAsync(_actor, set, _gone.Token) : [],
            await Batches.LatestAsync(_actor, cancellation: _gone.Token)
        );
}
