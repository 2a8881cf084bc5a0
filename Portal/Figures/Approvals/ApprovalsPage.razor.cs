using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Shared;
using Portal.Figures.Board;

namespace Portal.Figures.Approvals;

/// <summary>Sheets that wait for the reader's approval, and those that wait for approval in the units below.</summary>
public sealed partial class ApprovalsPage : IDisposable
{
    private readonly ComponentLifetime _gone = new();
    private readonly HashSet<SheetKey> _ticked = [];
    private IReadOnlyList<AwaitingSheet>? _sheets;
    private IReadOnlyList<(AwaitingSheet Sheet, Refusal Refusal)> _failures = [];
    private IReadOnlyList<int> _own = [];
    private int _approved;
    private bool _busy;

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required AwaitingSheets Awaiting { get; set; }

    [Inject]
    public required SheetMoves Moves { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    private int _all;
    private int _allOthers;

    private IReadOnlyList<AwaitingSheet> Mine => [.. (_sheets ?? []).Where(s => _own.Contains(s.AwaitingUnitId))];

    private IReadOnlyList<AwaitingSheet> Others => [.. (_sheets ?? []).Where(s => !_own.Contains(s.AwaitingUnitId))];

    private int Warned => Mine.Count(s => s.Comments > 0 && _ticked.Contains(s.Key));

    protected override Task OnInitializedAsync() => LoadAsync();

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task LoadAsync()
    {
        (_own, _sheets, _all, _allOthers) = await Opening.ReadAsync("sheets", ReadAsync);
        _ticked.IntersectWith(_sheets.Select(s => s.Key));
    }

    private async Task<(IReadOnlyList<int> Own, IReadOnlyList<AwaitingSheet> Sheets, int All, int AllOthers)> ReadAsync()
    {
        var actor = await Actors.GetAsync();
        var units = (await References.GetAsync(_gone.Token)).Units;
        int[] own = [.. actor.ScopeFor(Permissions.FiguresApprove).TopsAt(units, Time.Today).Select(unit => unit.Id)];
        return (
            own,
            await Awaiting.ReadAsync(actor, _gone.Token),
            await Awaiting.CountAsync(actor, _gone.Token),
            await Awaiting.CountOthersAsync(actor, _gone.Token)
        );
    }

    /// <summary>Approves each sheet at the revision shown here; a refused sheet does not stop the others.</summary>
    private async Task ApproveAsync()
    {
        if (_busy || _ticked.Count == 0)
            return; // the second click of a double click
        _busy = true;
        var failures = new List<(AwaitingSheet, Refusal)>();
        _approved = 0;
        foreach (var sheet in Mine.Where(s => _ticked.Contains(s.Key)))
        {
            // Rights may have changed since the page was opened. Leaving it must not stop half-way.
            if (await Moves.ApproveAsync(await Actors.GetAsync(), sheet.Key, sheet.Revision, CancellationToken.None) is { } refusal)
                failures.Add((sheet, refusal));
            else
                _approved++;
        }
        (_failures, _busy) = (failures, false);
        _ticked.Clear();
        await LoadAsync();
    }

    private ReportTable Tabulate(string title, IReadOnlyList<AwaitingSheet> sheets) =>
        BoardTables.Awaiting(Text[title, sheets.Count], sheets, Text, Time);

    private static string Name(AwaitingSheet sheet) =>
        $"{sheet.UnitName} · {sheet.Form.At(sheet.Key.Month).Definition.Name} · {SheetStateFormatter.Month(sheet.Key.Month)}";
}
