using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;

namespace Portal.Intake.Pages;

/// <summary>The profile, the mapping and the first rows of files with the same headings.</summary>
public sealed partial class FileGroupEditor : IDisposable
{
    private const int RowsShown = 20;
    private const string NoProfile = "none";
    private const string Guess = "guess";

    private readonly ComponentLifetime _gone = new();
    private IReadOnlyList<NamedProfile> _profiles = [];
    private string _key = Guess;
    private string _name = "";
    private bool _saved;
    private int _previews;

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required ImportProfiles ProfileStore { get; set; }

    [Inject]
    public required ImportPreview Previews { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    [Parameter, EditorRequired]
    public required FileGroup Group { get; set; }

    /// <summary>A change of it needs another editor, with mapping and profiles of its own.</summary>
    [Parameter, EditorRequired]
    public RecordStream Stream { get; set; }

    /// <summary>Whether the page has files with other headings too.</summary>
    [Parameter]
    public bool IsOneOfSeveral { get; set; }

    /// <summary>Whether files are being read again, or imported.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>Raised when the files can be imported, or can no longer be.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>Raised when the files are to be opened in another way.</summary>
    [Parameter]
    public EventCallback<FileReading> OnReadAgain { get; set; }

    private bool IsContract => MappingGuesser.IsContract(Group.Inspection.Columns, Stream);

    private UploadedFile Previewed => Group.Previewed is { } file && Group.Files.Contains(file) ? file : Group.Files[0];

    protected override Task OnInitializedAsync()
    {
        (Group.Sample, Group.Draft) = (null, null); // of another stream
        return TryAsync(async () =>
        {
            _profiles = await ProfileStore.ListAsync(await Actors.GetAsync(), Stream, _gone.Token);
            await UseProfileAsync(IsContract ? NoProfile : Guess);
        });
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private Task ChooseProfileAsync(ChangeEventArgs change) => UseProfileAsync((string?)change.Value ?? Guess);

    private Task UseProfileAsync(string key)
    {
        (_key, _saved) = (key, false);
        var chosen = _profiles.FirstOrDefault(p => p.Name == key);
        _name = chosen?.Name ?? "";
        var columns = Group.Inspection.Columns;
        Group.Draft =
            key == NoProfile
                ? null
                : new MappingDraft(Stream, chosen?.Mapping ?? MappingGuesser.Of(columns, Stream, Group.Inspection.Values), columns);
        return PreviewAsync();
    }

    private Task ShowAsync(ChangeEventArgs change)
    {
        if (int.TryParse(change.Value as string, out var at) && at >= 0 && at < Group.Files.Count)
            Group.Previewed = Group.Files[at];
        return PreviewAsync();
    }

    private async Task PreviewAsync()
    {
        var preview = ++_previews;
        (Group.Problems, Group.Sample, _saved) = ([], null, false);
        await TryAsync(
            async () =>
            {
                var mapping = Group.Draft?.ToMapping();
                if (mapping is not null)
                    ProfileCheck.ThrowIfInvalid(mapping);
                var (actor, file) = (await Actors.GetAsync(), Previewed);
                var request = new FileIntakeRequest(Stream, file.FileName, actor.ScopeFor(Permissions.ImportsRun))
                {
                    Mapping = mapping,
                    Reading = Group.Inspection.Reading,
                    DefaultSource = Group.Source,
                    FileTime = Clock.GetUtcNow(),
                };
                var sample = await Previews.ReadAsync(actor, file.StoredName, request, RowsShown, _gone.Token);
                if (preview == _previews)
                    Group.Sample = sample;
            },
            isLatest: () => preview == _previews
        );
        await Changed.InvokeAsync();
    }

    private Task SaveProfileAsync() =>
        TryAsync(async () =>
        {
            var actor = await Actors.GetAsync();
            // With the source, or rows of the next file would be refused for want of one.
            if (Group.Source is { } source)
                Group.Draft!.NameSource(source);
            var mapping = Group.Draft!.ToMapping().With(Group.Inspection.Reading);
            await ProfileStore.SaveAsync(actor, _name, Stream, mapping, _gone.Token);
            _profiles = await ProfileStore.ListAsync(actor, Stream, _gone.Token);
            (_key, _saved) = (_name.Trim(), true);
        });

    /// <param name="work">What may be refused.</param>
    /// <param name="isLatest">Whether a refusal is still of what the editor shows; null for always.</param>
    private async Task TryAsync(Func<Task> work, Func<bool>? isLatest = null)
    {
        try
        {
            await work();
        }
        catch (Exception refused) when (refused is ProfileException or RecordFileException or FileNotFoundException)
        {
            if (isLatest?.Invoke() ?? true)
                Group.Problems = Reasons(refused);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left, or the portal stops.
        }
    }

    private IReadOnlyList<string> Reasons(Exception refused) =>
        refused switch
        {
            ProfileException wrong => wrong.Reasons,
            FileNotFoundException => [Text["uploadFailed"]],
            _ => [refused.Message],
        };
}
