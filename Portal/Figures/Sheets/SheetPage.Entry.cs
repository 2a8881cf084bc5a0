using Microsoft.JSInterop;
using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Shared;
using Portal.Figures.Cells;

namespace Portal.Figures.Sheets;

/// <summary>Filling in: receives keys and clipboard from the browser, and saves.</summary>
public sealed partial class SheetPage
{
    private const int MostRounds = 8;
    private static readonly TimeSpan s_afterTyping = TimeSpan.FromMilliseconds(450); // the browser has waited 150 ms
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(5);

    private readonly List<SettledField> _settled = []; // in order: the browser may still hold earlier text
    private readonly Dictionary<string, SheetEdit> _unsaved = new(StringComparer.Ordinal);
    private ITimer? _saveTimer;
    private Task _saving = Task.CompletedTask;
    private DateTimeOffset? _savedAt;

    private IReadOnlyList<(string Name, string Text)> Unsaved =>
        [.. _unsaved.Values.Where(e => _editor?.Contains(e.Code) == true).Select(e => (_editor![e.Code].Cell.Name, e.Text))];

    /// <summary>The user types, leaves a cell, or sends input again after a lost connection.</summary>
    /// <param name="edits">The fields of the browser.</param>
    /// <param name="how"><c>typed</c>, <c>left</c> or <c>restored</c>.</param>
    [JSInvokable]
    public async Task EditAsync(SheetEdit[] edits, string how)
    {
        if (_editor is not { } editor || _view is null)
            return;
        _message = "";
        foreach (var edit in edits)
            ApplyEdit(editor, edit);
        if (how != "typed")
            editor.EndTyping();
        if (how == "restored" && edits.Length > 0)
            _reviews = false; // the user was filling it in
        if (how == "restored" && editor.Cells.Count(c => c.IsOpen) is > 0 and var restored)
            _message = Text["sheet.restored", restored];
        Redraw();
        if (how == "typed")
            SaveSoon(s_afterTyping);
        else
            await SaveAsync();
    }

    /// <summary>The user pastes a block, beginning at a cell.</summary>
    [JSInvokable]
    public async Task PasteAsync(string cell, string text)
    {
        if (_editor is not { } editor || _view is not { May.Enter: true } view || !editor.Contains(cell))
            return;
        var section = editor[cell].Cell.Section;
        var places = PasteBlock.Place(section, cell, PasteBlock.Read(text));
        editor.EditAll(places.Cells, EntryOrigin.Pasted);
        foreach (var (code, _) in places.Cells)
            Force(code);
        var unread = places.Cells.Count(c => editor[c.Code].State == CellSaveState.Invalid);
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

    /// <summary>The user undoes or redoes a step.</summary>
    [JSInvokable]
    public async Task StepAsync(bool again)
    {
        if (_editor is not { } editor || _view is not { May.Enter: true })
            return;
        var changed = editor.StepBack(again);
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
    public Task ShowCellAsync(string cell)
    {
        if (_editor?.Contains(cell) == true && _focusedCell != cell)
        {
            _focusedCell = cell;
            StateHasChanged();
        }
        return Task.CompletedTask;
    }

    public async Task DecideAsync(string cell, bool mine)
    {
        _editor!.Decide(cell, mine);
        if (!mine)
            Force(cell);
        Redraw();
        await SaveAsync();
    }

    public async Task FillAsync(string section)
    {
        var empty = _editor!.Cells.Where(c => c.Cell.Section.Code == section && c.Text.Length == 0).Select(c => (c.Code, "0")).ToList();
        if (empty.Count == 0)
            return; // the second click of a double click
        _editor.EditAll(empty, EntryOrigin.Typed);
        foreach (var (code, _) in empty)
            Force(code);
        _message = Text["sheet.filled", empty.Count];
        Redraw();
        // The button disappears with the last empty cell; the keys that undo are received by the grid.
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
            // The browser has gone.
        }
    }

    private void ApplyEdit(SheetEditor editor, SheetEdit edit)
    {
        if (!editor.Contains(edit.Code))
            return;
        if (_view is not { May.Enter: true })
        {
            _unsaved[edit.Field] = edit; // the sheet was locked meanwhile: the page lists the input, it is not dropped
            return;
        }
        if (edit.Comment)
            editor.EditComment(edit.Code, edit.Text, edit.Seen);
        else
            editor.Edit(edit.Code, edit.Text, EntryOrigin.Typed, edit.Seen);
        if (!editor[edit.Code].IsOpen)
            Confirm(edit.Field, edit.Text, edit.Code);
    }

    // The sheet was locked during typing: the page lists unsaved input, it is never dropped silently.
    private void KeepUnsaved(SheetView view)
    {
        var open = _editor!.Cells.Where(c => c.IsOpen).ToList();
        if (open.Count == 0)
            return;
        foreach (var cell in open.Where(c => c.TextDiffers || c.Problem is not null))
            _unsaved[cell.Code] = new(cell.Code, Comment: false, cell.Text, cell.Seen);
        foreach (var cell in open.Where(c => c.CommentDiffers))
            _unsaved["#" + cell.Code] = new(cell.Code, Comment: true, cell.Comment, cell.Seen);
        _editor = new(view.Definition, Formatter.Input);
    }

    private async Task DropUnsavedAsync()
    {
        foreach (var edit in _unsaved.Values)
            Force(edit.Code, edit.Field);
        _unsaved.Clear();
        await InvokeAsync(StateHasChanged);
    }

    private void SaveSoon(TimeSpan after)
    {
        _saveTimer ??= Clock.CreateTimer(_ => _ = InvokeAsync(SaveAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _saveTimer.Change(after, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Saves all waiting cells; concurrent calls share one save.</summary>
    private Task SaveAsync() => _saving.IsCompleted ? _saving = SaveAllAsync() : _saving;

    private async Task SaveAllAsync()
    {
        try
        {
            for (var round = 0; round < MostRounds && _editor!.Send() is { } sent; round++)
            {
                if (await SaveBatchAsync(sent.Origin, sent.Cells) is { } refusal)
                {
                    _editor!.Requeue();
                    await RefuseAsync(refusal);
                    return;
                }
                Redraw();
            }
            if (_editor!.IsDue)
                SaveSoon(s_afterFailure); // input typed during the save
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            Log.LogWarning(failed, "Figures could not be saved; they are kept and tried again.");
            _editor!.Requeue();
            _message = Text["sheet.saveFailed"];
            SaveSoon(s_afterFailure);
            StateHasChanged();
        }
    }

    private async Task<Refusal?> SaveBatchAsync(EntryOrigin origin, IReadOnlyList<CellInput> cells)
    {
        var (key, editor) = (_key!, _editor!);
        // Not cancelled when the user leaves the page: input is saved.
        var saved = await Entry.SaveAsync(await Actors.GetAsync(), key, cells, origin, CancellationToken.None);
        if (saved.Refusal is { } refusal)
            return refusal;
        if (editor != _editor)
            return null;
        var result = saved.Value;
        foreach (var outcome in result.Cells)
        {
            if (editor.Settle(outcome) is not { } sent)
                continue;
            Confirm(outcome.Code, sent.Text, outcome.Code);
            Confirm("#" + outcome.Code, sent.Comment, outcome.Code);
            _savedAt = Time.Now;
        }
        // One revision ahead is the editor's own; a larger step includes other users' changes, which the feed brings.
        if (result.Revision == _view!.Revision + 1)
            _view = _view with { Revision = result.Revision };
        return null;
    }

    private void Redraw()
    {
        Check();
        StateHasChanged();
    }

    private void Check()
    {
        var values = _editor!.Values;
        _findings = new(_editor, FormChecks.Run(_view!.Definition, values, _view.History));
        _shares = FormChecks.Shares(_view.Definition, values);
    }

    private void Confirm(string field, string text, string code) => _settled.Add(new(field, text, _editor![code].Seen));

    private void Force(string code, string? field = null) => _settled.Add(new(field ?? code, null, _editor![code].Seen));

    private async Task SendSettledAsync()
    {
        if (_grid is null || _settled.Count == 0)
            return;
        SettledField[] fields = [.. _settled];
        _settled.Clear();
        await _grid.InvokeVoidAsync("settle", _gone.Token, [fields]);
    }
}

/// <summary>A field in the browser.</summary>
/// <param name="Comment">The field is that of the cell's comment.</param>
/// <param name="Seen">The cell's revision when its author began.</param>
public sealed record SheetEdit(string Code, bool Comment, string Text, long Seen)
{
    public string Field => Comment ? "#" + Code : Code;
}

/// <summary>The server's answer for a field of the browser.</summary>
/// <param name="Text">The text that the server accepted; null when the server set its own.</param>
public sealed record SettledField(string Field, string? Text, long Revision);
