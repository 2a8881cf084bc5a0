using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Metrics.Contents;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Metrics;
using Portal.Records.Lists;

namespace Portal.Records.Parts;

/// <summary>
/// The records and sheets that a number of the figures is made of. A number that is one list, or one sheet, opens it at once.
/// </summary>
public sealed partial class PartsPage : IDisposable
{
    /// <summary>The most rows of sheets; the others are one row.</summary>
    private const int MostSheets = 200;

    private readonly ComponentLifetime _gone = new();
    private string? _uri;
    private PartsTable? _shown;
    private RecordsAddress _address = new();
    private IReadOnlyList<(string Code, string Name)> _path = [];
    private bool _denied;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private PrerenderHandover Opening { get; set; } = default!;

    [Inject]
    private RecordsResolver Resolver { get; set; } = default!;

    [Inject]
    private FigureContents Contents { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private DistrictTime Time { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (_uri == Navigation.Uri)
            return;
        _uri = Navigation.Uri;
        var address = _address = RecordsAddress.Parse("/" + Navigation.ToBaseRelativePath(Navigation.Uri));
        var actor = await CurrentActor.GetAsync();
        var (view, content) = await Opening.ReadAsync(
            "contents",
            async () =>
            {
                var resolved = await Resolver.ResolveAsync(address, actor, _gone.Token);
                return (resolved, resolved is null ? null : await Contents.ReadAsync(actor, resolved.Filter, _gone.Token));
            }
        );
        (_shown, _denied) = (null, content is null);
        if (view is null || content is null)
            return;
        if (content.Records is { } records)
            Navigation.NavigateTo(PartsTable.ListOf(address, records), replace: true);
        else if (content.Sheet is { } sheet)
            Navigation.NavigateTo(PartsTable.SheetOf(sheet), replace: true);
        else
        {
            _path = UnitPath.To(view, address.To, actor.ScopeFor(RecordPermissions.Read(address.Stream)), Time.Today);
            _shown = new(address, view, content, MetricsFormat.For(address.Stream), Text, Time.Today, MostSheets);
        }
    }

    /// <summary>The records of the number's unit and period with all its conditions, whatever the number counts of them.</summary>
    private RecordsAddress Whole => _address with { Measure = null, After = null, InvalidParts = "" };

    private RecordsAddress AllRecords => new() { Stream = _address.Stream };

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
