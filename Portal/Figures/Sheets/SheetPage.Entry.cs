using Microsoft.JSInterop;
using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Sheets;
using Portal.Figures.Cells;

namespace Portal.Figures.Sheets;

/// <summary>Filling in: what the browser tells of keys and clipboard, and the saving of it.</summary>
public sealed partial class SheetPage
{
    private const int MostRounds = 8;
    private static readonly TimeSpan s_afterTyping = TimeSpan.FromMilliseconds(450); // the browser has waited 150 ms
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(5);

    private readonly List<SettledField> _settled = []; // in order: the browser may still hold what came before
    private readonly Dictionary<string, SheetEdit> _stranded = new(StringComparer.Ordinal);
    private ITimer? _saveTimer;
    private Task _saving = Task.CompletedTask;
    private DateTimeOffset? _savedAt;

    private IReadOnlyList<(string Name, string Text)> Stranded =>
        [.. _stranded.Values.Where(e => _desk?.Knows(e.Code) == true).Select(e => (_desk![e.Code].Cell.Name, e.Text))];

    /// <summary>Somebody types, or leaves a cell, or comes back with what could not be sent.</summary>
    /// <param name="edits">The fields as they stand in the browser.</param>
    /// <param name="how"><c>typed</c>, <c>left</c> or <c>restored</c>.</param>
    [JSInvokable]
    public async Task EditAsync(SheetEdit[] edits, string how)
    {
        if (_desk is not { } desk || _view is null)
            return;
        _message = "";
        foreach (var edit in edits)
            Take(desk, edit);
        if (how != "typed")
            desk.EndTyping();
        if (how == "restored" && edits.Length > 0)
            _reviews = false; // they were filling it in
        if (how == "restored" && desk.Cells.Count(c => c.IsOpen) is > 0 and var restored)
            _message = Text["sheet.restored", restored];
        Redraw();
        if (how == "typed")
            SaveSoon(s_afterTyping);
        else
            await SaveAsync();
    }

    /// <summary>Somebody pastes a block, beginning at a cell.</summary>
    [JSInvokable]
    public async Task PasteAsync(string cell, string text)
    {
        if (_desk is not { } desk || _view is not { May.Enter: true } view || !desk.Knows(cell))
            return;
        var section = desk[cell].Cell.Section;
        var places = PasteBlock.Place(section, cell, PasteBlock.Read(text));
        desk.EditAll(places.Cells, EntryOrigin.Pasted);
        foreach (var (code, _) in places.Cells)
            Force(code);
        var unread = places.Cells.Count(c => desk[c.Code].State == DeskState.Invalid);
        _message = string.Join(
            ' ',
            new[]
            {
                Text["sheet.pasted", places.Cells.Count].Value,
                places.RowsLeft > 0 ? Text["sheet.pasted.rows", places.Rows, places.RowsLeft] : "",
                places.ColumnsLeft > 0 ? Text["sheet.pasted.columns", places.Columns, places.ColumnsLeft] : "",
                unread > 0 ? Text["sheet.pasted.unread", unread] : "",
            }.Where(part => part.Length > 0)
        );
        Redraw();
        await SaveAsync();
    }

    /// <summary>The clipboard holds more than any form takes.</summary>
    [JSInvokable]
    public void PasteTooLarge()
    {
        _message = Text["sheet.pasted.tooLarge"];
        StateHasChanged();
    }

    /// <summary>Somebody takes a step back, or does it again.</summary>
    [JSInvokable]
    public async Task StepAsync(bool again)
    {
        if (_desk is not { } desk || _view is not { May.Enter: true })
            return;
        var changed = desk.StepBack(again);
        foreach (var code in changed)
            Force(code);
        _message =
            changed.Count == 0
                ? Text[again ? "sheet.redo.none" : "sheet.undo.none"]
                : Text[again ? "sheet.redone" : "sheet.undone", changed.Count];
        Redraw();
        await SaveAsync();
    }

    /// <inheritdoc/>
    [JSInvokable]
    public Task LookAtAsync(string cell)
    {
        if (_desk?.Knows(cell) == true && _looked != cell)
        {
            _looked = cell;
            StateHasChanged();
        }
        return Task.CompletedTask;
    }

    public async Task DecideAsync(string cell, bool mine)
    {
        _desk!.Decide(cell, mine);
        if (!mine)
            Force(cell);
        Redraw();
        await SaveAsync();
    }

    public async Task FillAsync(string section)
    {
        var empty = _desk!.Cells.Where(c => c.Cell.Section.Code == section && c.Text.Length == 0).Select(c => (c.Code, "0")).ToList();
        if (empty.Count == 0)
            return; // clicked twice
        _desk.EditAll(empty, EntryOrigin.Typed);
        foreach (var (code, _) in empty)
            Force(code);
        _message = Text["sheet.filled", empty.Count];
        Redraw();
        // The button goes with the last blank; the keys that take it back are heard in the grid.
        await GoToAsync(empty[0].Code);
        await SaveAsync();
    }

    public async Task GoToAsync(string cell)
    {
        if (_grid is null)
            return;
        try
        {
            await _grid.InvokeVoidAsync("goTo", _gone.Token, cell);
        }
        catch (Exception lost) when (IsLost(lost))
        {
            // Nobody is there to look.
        }
    }

    private void Take(SheetDesk desk, SheetEdit edit)
    {
        if (!desk.Knows(edit.Code))
            return;
        if (_view is not { May.Enter: true })
        {
            _stranded[edit.Field] = edit; // the sheet was locked meanwhile: it is told, not dropped
            return;
        }
        if (edit.Comment)
            desk.Say(edit.Code, edit.Text, edit.Seen);
        else
            desk.Edit(edit.Code, edit.Text, EntryOrigin.Typed, edit.Seen);
        if (!desk[edit.Code].IsOpen)
            Confirm(edit.Field, edit.Text, edit.Code);
    }

    // It was locked while somebody typed: what is not saved is told, never dropped in silence.
    private void Strand(SheetView view)
    {
        var open = _desk!.Cells.Where(c => c.IsOpen).ToList();
        if (open.Count == 0)
            return;
        foreach (var cell in open.Where(c => c.TextDiffers || c.Problem is not null))
            _stranded[cell.Code] = new(cell.Code, Comment: false, cell.Text, cell.Seen);
        foreach (var cell in open.Where(c => c.CommentDiffers))
            _stranded["#" + cell.Code] = new(cell.Code, Comment: true, cell.Comment, cell.Seen);
        _desk = new(view.Definition, Words.Input);
    }

    private async Task DropStrandedAsync()
    {
        foreach (var edit in _stranded.Values)
            Force(edit.Code, edit.Field);
        _stranded.Clear();
        await InvokeAsync(StateHasChanged);
    }

    private void SaveSoon(TimeSpan after)
    {
        _saveTimer ??= Clock.CreateTimer(_ => _ = InvokeAsync(SaveAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _saveTimer.Change(after, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Saves everything that waits; whoever asks meanwhile waits for the same.</summary>
    private Task SaveAsync() => _saving.IsCompleted ? _saving = SaveAllAsync() : _saving;

    private async Task SaveAllAsync()
    {
        try
        {
            for (var round = 0; round < MostRounds && _desk!.Send() is { } sent; round++)
            {
                await SaveBatchAsync(sent.Origin, sent.Cells);
                Redraw();
            }
            if (_desk!.IsDue)
                SaveSoon(s_afterFailure); // what is typed faster than it is saved
        }
        catch (SheetRefusedException refused)
        {
            _desk!.Recall();
            await RefuseAsync(refused);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            Log.LogWarning(failed, "Figures could not be saved; they are kept and tried again.");
            _desk!.Recall();
            _message = Text["sheet.saveFailed"];
            SaveSoon(s_afterFailure);
            StateHasChanged();
        }
    }

    private async Task SaveBatchAsync(EntryOrigin origin, IReadOnlyList<CellInput> cells)
    {
        var (key, desk) = (_key!, _desk!);
        // Not cancelled when the page is left: what was typed is saved.
        var result = await Entry.SaveAsync(await Actors.GetAsync(), key, cells, origin, CancellationToken.None);
        if (desk != _desk)
            return;
        foreach (var outcome in result.Cells)
        {
            if (desk.Settle(outcome) is not { } sent)
                continue;
            Confirm(outcome.Code, sent.Text, outcome.Code);
            Confirm("#" + outcome.Code, sent.Comment, outcome.Code);
            _savedAt = Time.Now;
        }
        // One step ahead is one's own; a larger one holds what somebody else did, and the feed brings it.
        if (result.Revision == _view!.Revision + 1)
            _view = _view with { Revision = result.Revision };
    }

    private void Redraw()
    {
        Check();
        StateHasChanged();
    }

    private void Check()
    {
        var values = _desk!.Values;
        _findings = new(_desk, FormChecks.Run(_view!.Definition, values, _view.History));
        _shares = FormChecks.Shares(_view.Definition, values);
    }

    private void Confirm(string field, string text, string code) => _settled.Add(new(field, text, _desk![code].Seen));

    private void Force(string code, string? field = null) => _settled.Add(new(field ?? code, null, _desk![code].Seen));

    private async Task TellSettledAsync()
    {
        if (_grid is null || _settled.Count == 0)
            return;
        SettledField[] fields = [.. _settled];
        _settled.Clear();
        await _grid.InvokeVoidAsync("settle", _gone.Token, [fields]);
    }
}

/// <summary>A field as it stands in the browser.</summary>
/// <param name="Comment">The field is that of the cell's comment.</param>
/// <param name="Seen">The cell's revision when its author began.</param>
public sealed record SheetEdit(string Code, bool Comment, string Text, long Seen)
{
    public string Field => Comment ? "#" + Code : Code;
}

/// <summary>What became of a field, for the browser.</summary>
/// <param name="Text">The text that was taken in; null when the server decided what stands there.</param>
public sealed record SettledField(string Field, string? Text, long Revision);
