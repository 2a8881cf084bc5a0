using Portal.Domain.Access;
using Portal.Domain.Figures.Sheets;

namespace Portal.Figures.Sheets;

/// <summary>Handing in, taking back, approving, giving back, amending.</summary>
public sealed partial class SheetPage
{
    private readonly HashSet<string> _ticked = new(StringComparer.Ordinal);
    private bool _tried;
    private bool _busy;
    private bool _reviews; // the reader came to review, not to fill in

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
                _desk!.EndTyping();
                await SaveAsync();
                _tried = true;
                Check();
                if (_desk.Cells.FirstOrDefault(c => c.IsOpen) is { } open)
                {
                    _message = Text["sheet.submit.open"];
                    await GoToAsync(open.Code);
                    return;
                }
                var result = await Moves.SubmitAsync(actor, key, CancellationToken.None);
                _findings = new(_desk, result.Findings);
                _message = result.Submitted ? Text["sheet.submitted"] : Text["sheet.submit.findings"];
                if (result.Submitted)
                    _tried = false;
                else if (FirstStanding() is { } cell)
                    await GoToAsync(cell);
            }
        );

    private Task WithdrawAsync() =>
        MoveAsync(
            may => may.Withdraw,
            async (actor, key) =>
            {
                await Moves.WithdrawAsync(actor, key, CancellationToken.None);
                _reviews = false;
                _message = Text["sheet.withdrawn"];
            }
        );

    private Task ApproveAsync(long seen) =>
        MoveAsync(
            may => may.Approve,
            async (actor, key) =>
            {
                await Moves.ApproveAsync(actor, key, seen, CancellationToken.None);
                _ticked.Clear();
                _message = Text["sheet.approved"];
            }
        );

    private Task ReturnAsync(ReturnRequest request) =>
        MoveAsync(
            may => may.Approve,
            async (actor, key) =>
            {
                await Moves.ReturnAsync(actor, key, request.Reason, request.Cells, CancellationToken.None);
                _ticked.Clear();
                _message = Text["sheet.returned.done"];
            }
        );

    private Task AmendAsync(string reason) =>
        MoveAsync(
            may => may.Amend,
            async (actor, key) =>
            {
                await Moves.AmendAsync(actor, key, reason, CancellationToken.None);
                _reviews = false;
                _message = Text["sheet.amended"];
            }
        );

    /// <summary>Whoever came to review goes over to filling in.</summary>
    private async Task TakeOverAsync()
    {
        (_reviews, _message) = (false, "");
        await Task.Yield(); // the inputs are drawn first
        if (_desk?.Cells.FirstOrDefault(c => c.Text.Length == 0) is { } empty)
            await GoToAsync(empty.Code);
    }

    private string? FirstStanding() => _findings!.Standing.Concat(_findings.Missing).FirstOrDefault();

    /// <summary>Does one thing at a time, and shows the sheet as it stands after it. A second click on the same button changes nothing, nor what is said of the first.</summary>
    private async Task MoveAsync(Func<SheetRights, bool> may, Func<Actor, SheetKey, Task> move)
    {
        if (_busy || _key is not { } key || _view is not { } view || !may(view.May))
            return;
        (_busy, _message) = (true, "");
        StateHasChanged();
        try
        {
            await move(await Actors.GetAsync(), key);
        }
        catch (SheetRefusedException refused)
        {
            _message = Words.Refusal(refused.Code);
        }
        finally
        {
            await ReopenAsync();
            _busy = false;
            StateHasChanged();
        }
    }

    private async Task RefuseAsync(SheetRefusedException refused)
    {
        await ReopenAsync();
        _message = Words.Refusal(refused.Code);
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

/// <summary>Why a sheet is given back, and which of its cells.</summary>
public sealed record ReturnRequest(string Reason, IReadOnlyDictionary<string, string> Cells);
