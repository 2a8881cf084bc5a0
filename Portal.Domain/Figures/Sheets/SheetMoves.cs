using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Refusals;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Domain.Figures.Sheets;

/// <summary>
/// Moves sheets from the clerk to the approvers and back: loads the sheet, calls its move, and stores the result in one transaction.
/// The rules are the sheet's own (<see cref="FigureSheet"/>). Every move returns null when it is done, or why it was refused.
/// </summary>
public sealed class SheetMoves(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    SheetPlaces places,
    IFigureAccounting accounting,
    DistrictTime time,
    WakeSignals signals
)
{
    /// <inheritdoc cref="FigureSheet.Submit"/>
    /// <returns>The findings, and whether it was submitted.</returns>
    public async Task<Outcome<SubmitResult>> SubmitAsync(Actor actor, SheetKey key, CancellationToken cancellation = default)
    {
        IReadOnlyList<FormFinding> findings = [];
        var refusal = await MoveAsync(
            actor,
            Permissions.FiguresWrite,
            key,
            async opened =>
            {
                findings = await FindingsAsync(opened, cancellation);
                return opened.Sheet.Submit(opened.Place, findings, actor, time.Now);
            },
            cancellation
        );
        if (refusal is null || refusal == FigureRefusal.ChecksFail)
            return new SubmitResult(refusal is null, findings);
        return refusal;
    }

    /// <inheritdoc cref="FigureSheet.Withdraw"/>
    public Task<Refusal?> WithdrawAsync(Actor actor, SheetKey key, CancellationToken cancellation = default) =>
        MoveAsync(actor, Permissions.FiguresWrite, key, opened => opened.Sheet.Withdraw(actor, time.Now), cancellation);

    /// <inheritdoc cref="FigureSheet.Approve"/>
    public Task<Refusal?> ApproveAsync(Actor actor, SheetKey key, long seenRevision, CancellationToken cancellation = default) =>
        MoveAsync(
            actor,
            Permissions.FiguresApprove,
            key,
            opened => opened.Sheet.Approve(opened.Place, seenRevision, actor, time.Now),
            cancellation
        );

    /// <inheritdoc cref="FigureSheet.Return"/>
    public Task<Refusal?> ReturnAsync(
        Actor actor,
        SheetKey key,
        string reason,
        IReadOnlyDictionary<string, string> cells,
        CancellationToken cancellation = default
    ) =>
        MoveAsync(
            actor,
            Permissions.FiguresApprove,
            key,
            opened => opened.Sheet.Return(opened.Place, reason, cells, actor, time.Now),
            cancellation
        );

    /// <inheritdoc cref="FigureSheet.Amend"/>
    public Task<Refusal?> AmendAsync(Actor actor, SheetKey key, string reason, CancellationToken cancellation = default) =>
        MoveAsync(actor, Permissions.FiguresWrite, key, opened => opened.Sheet.Amend(reason, actor, time.Now), cancellation);

    private static async Task<IReadOnlyList<FormFinding>> FindingsAsync(OpenedSheet opened, CancellationToken cancellation)
    {
        var history = SheetStore.Histories(await SheetStore.ReportedBeforeAsync(opened.Db, opened.Place, cancellation));
        var definition = opened.Place.Definition;
        return FormChecks.Run(definition, SheetStore.Values(opened.Sheet, definition), history);
    }

    private Task<Refusal?> MoveAsync(
        Actor actor,
        string permission,
        SheetKey key,
        Func<OpenedSheet, Refusal?> move,
        CancellationToken cancellation
    ) => MoveAsync(actor, permission, key, opened => Task.FromResult(move(opened)), cancellation);

    private async Task<Refusal?> MoveAsync(
        Actor actor,
        string permission,
        SheetKey key,
        Func<OpenedSheet, Task<Refusal?>> move,
        CancellationToken cancellation
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        // Approved figures change the metrics of records, so writers of records wait too. Forms cannot change during the move.
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        if (await places.FindAsync(actor.ScopeFor(permission), key, cancellation) is not { } place)
            return FigureRefusal.SheetUnknown;
        await gate.LockPartAsync(db, WriteLane.Figures, place.Part, cancellation);
        if (await SheetStore.FindWithStepsAsync(db, place, cancellation) is not { } sheet)
            return FigureRefusal.SheetUnknown;

        var approvedBefore = sheet.ApprovedVersion;
        if (await move(new(db, place, sheet)) is { } refusal)
            return refusal;

        var approved = sheet.ApprovedVersion == approvedBefore ? null : await ApprovedAsync(db, place, sheet, approvedBefore, cancellation);
        await db.SaveChangesAsync(cancellation);
        var counted = await accounting.AccountAsync(db, approved, cancellation);
        await transaction.CommitAsync(cancellation);
        counted();
        signals.Raise(WakeTopic.SheetChanged, sheet.Id);
        return null;
    }

    /// <summary>The figures that count from this move on; null when the form has no stream.</summary>
    private static async Task<ApprovedFigures?> ApprovedAsync(
        PortalDb db,
        SheetPlace place,
        FigureSheet sheet,
        int? approvedBefore,
        CancellationToken cancellation
    )
    {
        if (place.Form.Stream is not { } stream)
            return null;
        var before = approvedBefore is { } number ? await SheetStore.ApprovedAsync(db, sheet.Id, number, cancellation) : null;
        return new(place.UnitId, stream, place.Key.Month, place.Definition, before, SheetStore.Values(sheet, place.Definition));
    }

    /// <summary>A sheet within the transaction of its move.</summary>
    private sealed record OpenedSheet(PortalDb Db, SheetPlace Place, FigureSheet Sheet);
}
