using Portal.Domain.Access;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Shared;

namespace Portal.Figures.Sheets;

/// <summary>Submits, withdraws, approves, returns and amends the sheet.</summary>
public sealed partial class SheetPage
{
    private readonly HashSet<string> _ticked = new(StringComparer.Ordinal);
    private bool _tried;
    private bool _busy;
    private bool _reviews; // the reader reviews, and does not fill in

    public void Tick(string cell)
    {
        if (!_ticked.Remove(cell))
            _ticked.Add(cell);
        StateHasChanged();
    }

    private Task SubmitAsync() =>
        MoveAsync(
            may => may.Submit,
            async (actor, key) =>
            {
                _editor!.EndTyping();
                await SaveAsync();
                _tried = true;
                Check();
                if (_editor.Cells.FirstOrDefault(c => c.IsOpen) is { } open)
                {
                    _message = Text["sheet.submit.open"];
                    await GoToAsync(open.Code);
                    return null;
                }
                var outcome = await Moves.SubmitAsync(actor, key, CancellationToken.None);
                if (outcome.Refusal is { } refusal)
                    return refusal;
                var result = outcome.Value;
                _findings = new(_editor, result.Findings);
                _message = result.Submitted ? Text["sheet.submitted"] : Text["sheet.submit.findings"];
                if (result.Submitted)
                    _tried = false;
                else if (FirstBlocking() is { } cell)
                    await GoToAsync(cell);
                return null;
            }
        );

    private Task WithdrawAsync() =>
        MoveAsync(
            may => may.Withdraw,
            async (actor, key) =>
            {
                if (await Moves.WithdrawAsync(actor, key, CancellationToken.None) is { } refusal)
                    return refusal;
                _reviews = false;
                _message = Text["sheet.withdrawn"];
                return null;
            }
        );

    private Task ApproveAsync(long seen) =>
        MoveAsync(
            may => may.Approve,
            async (actor, key) =>
            {
                if (await Moves.ApproveAsync(actor, key, seen, CancellationToken.None) is { } refusal)
                    return refusal;
                _ticked.Clear();
                _message = Text["sheet.approved"];
                return null;
            }
        );

    private Task ReturnAsync(ReturnRequest request) =>
        MoveAsync(
            may => may.Approve,
            async (actor, key) =>
            {
                if (await Moves.ReturnAsync(actor, key, request.Reason, request.Cells, CancellationToken.None) is { } refusal)
                    return refusal;
                _ticked.Clear();
                _message = Text["sheet.returned.done"];
                return null;
            }
        );

    private Task AmendAsync(string reason) =>
        MoveAsync(
            may => may.Amend,
            async (actor, key) =>
            {
                if (await Moves.AmendAsync(actor, key, reason, CancellationToken.None) is { } refusal)
                    return refusal;
                _reviews = false;
                _message = Text["sheet.amended"];
                return null;
            }
        );

    /// <summary>The reviewer switches to filling in.</summary>
    private async Task StartEnteringAsync()
    {
        (_reviews, _message) = (false, "");
        await Task.Yield(); // the inputs are rendered first
        if (_editor?.Cells.FirstOrDefault(c => c.Text.Length == 0) is { } empty)
            await GoToAsync(empty.Code);
    }

    private string? FirstBlocking() => _findings!.Blocking.Concat(_findings.Missing).FirstOrDefault();

    /// <summary>
    /// Makes one move at a time, then shows the sheet or the refusal. A second click on the same button changes neither the sheet nor the
    /// first message.
    /// </summary>
    private async Task MoveAsync(Func<SheetRights, bool> may, Func<Actor, SheetKey, Task<Refusal?>> move)
    {
        if (_busy || _key is not { } key || _view is not { } view || !may(view.May))
            return;
        (_busy, _message) = (true, "");
        StateHasChanged();
        try
        {
            if (await move(await Actors.GetAsync(), key) is { } refusal)
                _message = refusal.Text;
        }
        finally
        {
            await ReopenAsync();
            _busy = false;
            StateHasChanged();
        }
    }

    private async Task RefuseAsync(Refusal refusal)
    {
        await ReopenAsync();
        _message = refusal.Text;
        StateHasChanged();
    }

    private async Task ReopenAsync()
    {
        var view = await Sheets.OpenAsync(await Actors.GetAsync(), _key!, CancellationToken.None);
        if (view is null)
            (_view, _missing) = (null, true);
        else
            Show(view);
        StateHasChanged();
    }
}

/// <summary>Why a sheet is returned, and which of its cells.</summary>
public sealed record ReturnRequest(string Reason, IReadOnlyDictionary<string, string> Cells);
