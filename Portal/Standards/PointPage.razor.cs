using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Access.Moves;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Standards.Checklists;
using Portal.Domain.Standards.Handling;
using Portal.Domain.Standards.Reading;
using Portal.Navigation;

namespace Portal.Standards;

/// <summary>One service point: what it has, what inspections found, and the checklist for the next one.</summary>
public sealed partial class PointPage
{
    private PageMoves? _moving;
    private readonly HashSet<string> _met = new(StringComparer.Ordinal);

    private StandardsFormatter? _format;
    private PointDetails? _details;
    private string? _shown;
    private string? _selfChecks;
    private string _remark = "";
    private string _plan = "";
    private DateOnly? _day;
    private DateOnly? _mendBy;
    private DateOnly? _plannedFor;
    private bool _mayWrite;
    private bool _isRead;

    /// <summary>The point's code, as the address has it.</summary>
    [Parameter]
    public string Code { get; set; } = "";

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
    public required TimeProvider Clock { get; set; }

    [Inject]
    public required IStringLocalizer<StandardsText> Texts { get; set; }

    private PageMoves Moving => _moving ??= new(Actors, Clock);

    private StandardsFormatter Format => _format ??= new(Texts);

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Code)
            return;
        Moving.Forget();
        (_shown, _remark, _mendBy, _day) = (Code, "", null, Time.Today);
        _met.Clear();
        await LoadAsync();
        (_plan, _plannedFor) = (_details?.Point.Plan ?? "", _details?.Point.PlannedFor);
    }

    private async Task LoadAsync()
    {
        // The rights first: the page is drawn when the point is there.
        var actor = await Actors.GetAsync();
        var units = (await Opening.ReadAsync("reference", () => References.GetAsync())).Units;
        _details = await Opening.ReadAsync("point", () => Reader.FindAsync(actor, Code));
        _isRead = true;
        if (_details is not { } details)
            return;
        _mayWrite = actor.ScopeFor(Permissions.StandardsWrite).Contains(units, details.Point.UnitId, Time.Today);
        // Streets and communities check themselves by a monthly form.
        _selfChecks =
            details.Point.Kind is PointKind.StreetCentre or PointKind.CommunityPoint && actor.May(Permissions.FiguresRead)
                ? $"{PortalUrls.Figures}?unit={Uri.EscapeDataString(details.Point.UnitCode)}"
                : null;
    }

    private bool IsMet(Requirement requirement) =>
        requirement.LeastArea is { } least ? _details!.Point.FloorArea >= least : _met.Contains(requirement.Code);

    /// <summary>What the inspector has not marked as met.</summary>
    private IReadOnlyCollection<string> Missing =>
        [.. _details!.Standard!.Requirements.Where(r => r.LeastArea is null && !_met.Contains(r.Code)).Select(r => r.Code)];

    private void Mark(Requirement requirement, ChangeEventArgs change)
    {
        if (change.Value is true)
            _met.Add(requirement.Code);
        else
            _met.Remove(requirement.Code);
    }

    private Task InspectAsync() =>
        _day is { } day
            ? MoveAsync("inspect", actor => Moves.InspectAsync(actor, Code, new(day, _details!.Standard!.Id, Missing, _remark, _mendBy)))
            : Task.CompletedTask;

    private Task PlanAsync() => MoveAsync("plan", actor => Moves.PlanAsync(actor, Code, _plan, _plannedFor));

    private Task MoveAsync(string name, Func<Actor, Task<Refusal?>> move) =>
        Moving.RunAsync(
            name,
            move,
            () =>
            {
                if (Moving.IsDone)
                {
                    (_remark, _mendBy) = ("", null);
                    _met.Clear();
                }
                return LoadAsync();
            }
        );
}
