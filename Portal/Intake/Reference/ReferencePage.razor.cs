using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;
using Portal.Navigation;

namespace Portal.Intake.Reference;

/// <summary>
/// Uploads a file of units, items or days, maps its columns, tries it and imports it; and gives the present ones as files.
/// </summary>
public sealed partial class ReferencePage : IAsyncDisposable
{
    private const string OwnColumns = "none";
    private const string Guessed = "guess";

    // A larger file is read when it is tried, not at every change.
    private const long MostPreviewed = 4 << 20;

    private readonly ComponentLifetime _gone = new();
    private readonly HashSet<ReferenceKind> _allowed = [];
    private ReferenceKind _kind = ReferenceKind.Units;
    private UploadedFile? _file;
    private FileInspection? _inspection;
    private IReadOnlyList<NamedReferenceProfile> _profiles = [];
    private ReferenceDraft? _draft;
    private ReferenceImportResult? _preview;
    private ReferenceImportResult? _result;
    private IReadOnlyList<string> _problems = [];
    private string _profileKey = Guessed;
    private string _profileName = "";
    private FileReading _reading = FileReading.Found;
    private IReadOnlyList<string> _sheets = [];
    private int _change;
    private bool _saved;
    private bool _busy;
    private bool _isDone;

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required ReferenceImport Import { get; set; }

    [Inject]
    public required ReferenceUploads Uploads { get; set; }

    [Inject]
    public required ImportProfiles ProfileStore { get; set; }

    [Inject]
    public required ImportStore Store { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>What the file holds: units, items or calendar.</summary>
    [SupplyParameterFromQuery(Name = "kind")]
    public string? KindWord { get; set; }

    private bool IsContract => _inspection is { } file && ReferenceGuesser.IsContract(file.Columns, _kind);

    private bool IsLarge => _file is { Length: > MostPreviewed };

    private bool CanTry => _file is not null && !_busy && _problems.Count == 0;

    /// <summary>What was tried, as it was tried, and would be taken.</summary>
    private bool CanImport => CanTry && !_isDone && _result is { Errors.Count: 0 };

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Actors.GetAsync();
        _allowed.Clear();
        foreach (var kind in Enum.GetValues<ReferenceKind>())
        {
            if (await Import.MayAsync(actor, kind, _gone.Token))
                _allowed.Add(kind);
        }
        var wanted =
            UrlNames.TryParse<ReferenceKind>(KindWord, out var named) && _allowed.Contains(named)
                ? named
                : _allowed.Order().FirstOrDefault(ReferenceKind.Units);
        if (wanted != _kind)
            StartOver();
        _kind = wanted;
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
    }

    private void Choose(ReferenceKind kind) => Navigation.NavigateTo($"{PortalUrls.Reference}?kind={UrlNames.Of(kind)}");

    private void StartOver()
    {
        _change++;
        (_file, _inspection, _draft, _preview, _result, _problems) = (null, null, null, null, null, []);
        (_reading, _sheets, _profileName, _saved, _isDone) = (FileReading.Found, [], "", false, false);
    }

    private Task UploadedAsync(UploadedFile file)
    {
        StartOver();
        _file = file;
        return InspectAsync();
    }

    private Task ReadAgainAsync(FileReading reading)
    {
        _reading = reading;
        return InspectAsync();
    }

    private void UploadFailed(string reason) => _problems = [reason.Length > 0 ? reason : Text["uploadFailed"]];

    private Task InspectAsync()
    {
        (_inspection, _draft, _preview, _result, _problems, _isDone) = (null, null, null, null, [], false);
        var change = ++_change;
        return TryAsync(async () =>
        {
            var actor = await Actors.GetAsync();
            var profiles = await ProfileStore.ListAsync(actor, _kind, _gone.Token);
            if (change != _change)
                return; // another file or kind was chosen meanwhile
            var inspection = await Uploads.InspectAsync(actor, _kind, _file!.StoredName, Request(null, dryRun: true), _gone.Token);
            if (change != _change)
                return;
            (_profiles, _inspection, _sheets) = (profiles, inspection, inspection.Sheets);
            await UseProfileAsync(IsContract ? OwnColumns : Guessed);
        });
    }

    private Task ChooseProfileAsync(ChangeEventArgs change) => TryAsync(() => UseProfileAsync((string?)change.Value ?? Guessed));

    private Task UseProfileAsync(string key)
    {
        var file = _inspection!;
        var chosen = _profiles.FirstOrDefault(p => p.Name == key);
        (_profileKey, _profileName) = (key, chosen is { Id: > 0 } ? chosen.Name : "");
        _draft =
            key == OwnColumns ? null : new(_kind, chosen?.Mapping ?? ReferenceGuesser.Of(file.Columns, _kind, file.Values), file.Columns);
        return PreviewAsync();
    }

    private Task ChangedAsync() => TryAsync(PreviewAsync);

    private async Task PreviewAsync()
    {
        (_preview, _result, _saved, _problems) = (null, null, false, []);
        var (change, kind, file, request) = (++_change, _kind, _file!, Request(Mapping(), dryRun: true));
        if (IsLarge)
            return;
        var preview = await Uploads.RunAsync(await Actors.GetAsync(), kind, file.StoredName, request, _gone.Token);
        if (change == _change) // else of a mapping before the present one
            _preview = preview;
    }

    private async Task RunAsync(bool dryRun)
    {
        if (dryRun ? !CanTry : !CanImport)
            return;
        _busy = true;
        try
        {
            await TryAsync(() => RunOnceAsync(dryRun));
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task RunOnceAsync(bool dryRun)
    {
        var (change, kind, file, request) = (_change, _kind, _file!, Request(Mapping(), dryRun));
        // Permissions may have changed since the page was opened.
        var result = await Uploads.RunAsync(await Actors.GetAsync(), kind, file.StoredName, request, _gone.Token);
        var isDone = !dryRun && result.Errors.Count == 0;
        if (isDone)
            Store.Delete(file.StoredName);
        // A trial of a mapping that was changed meanwhile says nothing of the present one; a file that was imported is.
        if (change == _change || (isDone && file == _file))
            (_result, _isDone) = (result, isDone);
    }

    private Task SaveProfileAsync() =>
        TryAsync(async () =>
        {
            var actor = await Actors.GetAsync();
            await ProfileStore.SaveAsync(actor, _profileName, _kind, Mapping()!, _gone.Token);
            _profiles = await ProfileStore.ListAsync(actor, _kind, _gone.Token);
            (_profileKey, _saved) = (_profileName.Trim(), true);
        });

    /// <exception cref="ProfileException">The mapping has errors.</exception>
    private ReferenceMapping? Mapping()
    {
        if (_draft is null)
            return null;
        var mapping = _draft.ToMapping();
        // Kept in the profile, so that the next file is read alike.
        mapping = mapping.With(_reading);
        ReferenceProfileCheck.ThrowIfInvalid(mapping, _kind);
        return mapping;
    }

    private ReferenceRequest Request(ReferenceMapping? mapping, bool dryRun) =>
        new(_file!.FileName)
        {
            Mapping = mapping,
            DryRun = dryRun,
            Reading = _reading,
        };

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (ProfileException wrong)
        {
            _problems = wrong.Reasons;
        }
        catch (RecordFileException refused)
        {
            _problems = [refused.Message];
            if (refused.Sheets.Count > 0)
                _sheets = refused.Sheets;
        }
        catch (FileNotFoundException)
        {
            _problems = [Text["uploadFailed"]];
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left, or the portal stops.
        }
    }
}
