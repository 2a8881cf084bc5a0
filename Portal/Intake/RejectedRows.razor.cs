using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Mending;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;

namespace Portal.Intake;

/// <summary>
/// The rejected rows of an import under the file's own columns, each with its reasons. Corrected rows are sent again from here, until none
/// is left.
/// </summary>
public sealed partial class RejectedRows : IDisposable
{
    /// <summary>The longest text of a cell, in characters.</summary>
    private const int LongestCell = 10_000;

    private readonly ComponentLifetime _gone = new();
    private readonly Dictionary<long, string[]> _changed = [];
    private RejectedReasons? _reasons;
    private MendableRows? _rows;
    private (string Field, string Code)? _only;
    private bool _allColumns;
    private bool _busy;
    private bool _isGood;
    private bool _mayWrite;
    private string? _said;

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required RowMending Mending { get; set; }

    [Parameter, EditorRequired]
    public required ImportBatch Batch { get; set; }

    /// <summary>Raised when rows were taken: the counts of the import have changed.</summary>
    [Parameter]
    public EventCallback OnMended { get; set; }

    private bool MayMend => !Batch.DryRun && _mayWrite;

    /// <summary>The rows with a change, and those that would be taken as they are.</summary>
    private List<MendedRow> Sendable =>
        _rows is null
            ? []
            :
            [
                .. _rows
                    .Rows.Where(row => row.Errors.Count == 0 || _changed.ContainsKey(row.Id))
                    .Select(row => new MendedRow(row.Id, _changed.GetValueOrDefault(row.Id) ?? row.Cells)),
            ];

    protected override async Task OnInitializedAsync()
    {
        var actor = await Actors.GetAsync();
        _mayWrite = actor.May(Permissions.ImportsRun) && actor.May(RecordPermissions.Write(Batch.Stream));
        (_reasons, _rows) = await Opening.ReadAsync(
            "rejected",
            async () =>
                (
                    await Mending.ReasonsAsync(actor, Batch.Id, _gone.Token),
                    await Mending.RowsAsync(actor, Batch.Id, null, null, _gone.Token)
                )
        );
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private Task ShowAsync((string Field, string Code)? only) =>
        WorkAsync(async actor =>
        {
            _only = only;
            await ReadRowsAsync(actor, after: null);
        });

    private Task NextAsync() => WorkAsync(actor => ReadRowsAsync(actor, _rows?.Rows[^1]));

    private Task SendAsync() =>
        WorkAsync(async actor =>
        {
            var sent = Sendable;
            var result = await Mending.MendAsync(actor, Batch.Id, sent, CancellationToken.None);
            sent.ForEach(row => _changed.Remove(row.Id));
            (_isGood, _said) = (result.Refused == 0, Text["mended", result.Taken, result.Refused]);
            if (result.Gone > 0)
                _said += " " + Text["mendedByOthers", result.Gone];
            _reasons = await Mending.ReasonsAsync(actor, Batch.Id, _gone.Token);
            if (_only is { } only && !_reasons.Reasons.Any(r => (r.Field, r.Code) == only))
                _only = null;
            await ReadRowsAsync(actor, after: null);
            await OnMended.InvokeAsync();
        });

    // What was typed stays until it is sent, also while other rows are shown.
    private async Task ReadRowsAsync(Actor actor, MendableRow? after) =>
        _rows = await Mending.RowsAsync(actor, Batch.Id, _only, after, _gone.Token);

    // A second click of a double click finds the first at work.
    private async Task WorkAsync(Func<Actor, Task> work)
    {
        if (_busy)
            return;
        (_busy, _said) = (true, null);
        try
        {
            await work(await Actors.GetAsync()); // rights may have changed
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
        finally
        {
            _busy = false;
        }
    }

    private string CellOf(MendableRow row, int at) => _changed.TryGetValue(row.Id, out var cells) ? cells[at] : row.Cells[at];

    private void Change(MendableRow row, int at, ChangeEventArgs change)
    {
        if (!_changed.TryGetValue(row.Id, out var cells))
            _changed[row.Id] = cells = [.. row.Cells];
        cells[at] = change.Value?.ToString() ?? "";
    }

    /// <summary>The first columns, which say which row it is, and those with an error in any row; or all.</summary>
    private IEnumerable<int> Shown(MendableRows rows)
    {
        const int first = 2;
        return Enumerable
            .Range(0, rows.Columns.Count)
            .Where(at => rows.Columns[at].Length > 0 && !RecordFields.IsErrors(rows.Columns[at]))
            .Where(at => _allColumns || at < first || rows.Rows.Any(row => row.Wrong.Contains(at)));
    }
}
