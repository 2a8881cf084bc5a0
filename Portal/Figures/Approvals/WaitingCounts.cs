using Portal.Domain.Access;
using Portal.Domain.Figures.Owed;
using Portal.Figures.Board;
using Portal.Navigation;

namespace Portal.Figures.Approvals;

/// <summary>Sheets that wait for the reader's approval.</summary>
internal sealed class ApprovalCount(AwaitingSheets awaiting) : INavCount
{
    public string Entry => "approvals";

    public Task<int> CountAsync(Actor actor, CancellationToken cancellation = default) => awaiting.CountAsync(actor, cancellation);
}

/// <summary>Sheets of the due month that a clerk's own unit has yet to submit.</summary>
internal sealed class OwedCount(FiguresReader reader) : INavCount
{
    public string Entry => "figures";

    public Task<int> CountAsync(Actor actor, CancellationToken cancellation = default) =>
        actor.EntersFigures ? reader.OpenAsync(actor, cancellation) : Task.FromResult(0);
}
