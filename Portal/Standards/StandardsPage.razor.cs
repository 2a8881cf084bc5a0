using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Access.Moves;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Shared;
using Portal.Domain.Standards.Handling;
using Portal.Domain.Standards.Reading;
using Portal.Navigation;

namespace Portal.Standards;

/// <summary>Which service points meet their standard, and which units are stationed in the service centre.</summary>
public sealed partial class StandardsPage
{
    private PageMoves? _moving;
    private StandardsAddress _address = new();
    private StandardsFormatter? _format;
    private StandardsView? _read;
    private bool _mayWrite;

    [Inject]
    public required StandardsReader Reader { get; set; }

    [Inject]
    public required StandardMoves Moves { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required IStringLocalizer<StandardsText> Texts { get; set; }

    private PageMoves Moving => _moving ??= new(Actors, Clock);

    private StandardsFormatter Format => _format ??= new(Texts);

    private IReadOnlyList<PointView> Points => [.. _read!.Points.Where(p => _address.Kind is null || p.Kind == _address.Kind)];

    protected override string Path => PortalUrls.Standards;

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task LoadAsync()
    {
        _address = StandardsAddress.Parse(Address);
        _read = await Opening.ReadAsync("standards", ReadAsync);
        _mayWrite = (await Actors.GetAsync()).May(Permissions.StandardsWrite);
    }

    private async Task<StandardsView> ReadAsync()
    {
        var units = (await References.GetAsync(Gone)).Units;
        // A unit that the reader may not see filters everything out.
        var unit = _address.Unit is { } code ? units.Find(code)?.Id ?? 0 : (int?)null;
        return await Reader.ReadAsync(await Actors.GetAsync(), unit, _address.On, Gone);
    }

    private Task NoteAsync(StationedUnit unit, ChangeEventArgs change) =>
        Moving.RunAsync(
            $"note {unit.Code}",
            actor => Moves.NoteStationingAsync(actor, unit.Code, change.Value as string ?? "", Gone),
            LoadAsync
        );

    private static string Plan(PointView point) => point.PlannedFor is { } day ? $"{Days.ToText(day)} {point.Plan}" : point.Plan ?? "";
}
