using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Domain.Figures.Sheets;

/// <summary>Moves sheets from the clerk to the approvers and back. Every move leaves a step in the same transaction.</summary>
public sealed class SheetMoves(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    SheetPlaces places,
    IFigureAccounting accounting,
    DistrictTime time,
    WakeSignals signals
)
{
    /// <summary>Hands the sheet in when no check finds an error and every warning has a comment; otherwise changes nothing and says why.</summary>
    /// <exception cref="SheetRefusedException">The sheet is not there, or cannot be submitted now.</exception>
    public async Task<SubmitResult> SubmitAsync(Actor actor, SheetKey key, CancellationToken cancellation = default)
    {
        IReadOnlyList<FormFinding> findings = [];
        var done = await MoveAsync(
            actor,
            Permissions.FiguresWrite,
            key,
            async move =>
            {
                if (move.Sheet.Status is not (FigureStatus.Draft or FigureStatus.Returned))
                    throw new SheetRefusedException("sheet.locked");
                var history = SheetStore.Histories(await SheetStore.ReportedBeforeAsync(move.Db, move.Place, cancellation));
                findings = FormChecks.Run(move.Place.Definition, SheetStore.Values(move.Sheet, move.Place.Definition), history);
                if (findings.Any(f => StandsInTheWay(f, move.Sheet)))
                    return false;

                var sheet = move.Sheet;
                (sheet.Status, sheet.SubmittedAt, sheet.SubmittedBy) = (FigureStatus.Submitted, time.Now, actor.Name);
                sheet.FirstSubmittedAt ??= time.Now;
                // What was given back goes to the one who gave it back.
                if (sheet.AwaitingUnitId is not { } turn || !move.Place.Approvers.Contains(turn))
                    sheet.AwaitingUnitId = move.Place.Approvers[0];
                foreach (var cell in sheet.Cells)
                    cell.ReturnReason = null;
                move.Leave(FigureAction.Submitted);
                return true;
            },
            cancellation
        );
        return new(done, findings);
    }

    /// <summary>Takes a submitted sheet back before anybody has approved it.</summary>
    /// <exception cref="SheetRefusedException">Not there, not submitted, or the street has approved it already.</exception>
    public Task WithdrawAsync(Actor actor, SheetKey key, CancellationToken cancellation = default) =>
        MoveAsync(
            actor,
            Permissions.FiguresWrite,
            key,
            async move =>
            {
                var sheet = move.Sheet;
                var steps = await move
                    .Db.FigureSteps.AsNoTracking()
                    .Where(s => s.SheetId == sheet.Id)
                    .OrderByDescending(s => s.Id)
                    .ToListAsync(cancellation);
                if (sheet.Status != FigureStatus.Submitted || ApprovedSinceSubmission(steps))
                    throw new SheetRefusedException("sheet.notSubmitted");
                sheet.Status = FigureStatus.Draft;
                move.Leave(FigureAction.Withdrawn);
                return true;
            },
            cancellation
        );

    /// <summary>Approves for the unit whose turn it is; the last approval freezes the version and counts it.</summary>
    /// <param name="seenRevision">The revision the approver looked at: what changed since is not approved unseen.</param>
    /// <exception cref="SheetRefusedException">Not there, not the actor's turn, or changed since.</exception>
    public Task ApproveAsync(Actor actor, SheetKey key, long seenRevision, CancellationToken cancellation = default) =>
        MoveAsync(
            actor,
            Permissions.FiguresApprove,
            key,
            async move =>
            {
                var sheet = move.Sheet;
                DemandTurn(actor, move);
                if (sheet.Revision != seenRevision)
                    throw new SheetRefusedException("sheet.changed");
                var turn = sheet.AwaitingUnitId!.Value;
                move.Leave(FigureAction.Approved, turn);
                var next = move.Place.Approvers.SkipWhile(unit => unit != turn).Skip(1).Select(unit => (int?)unit).FirstOrDefault();
                sheet.AwaitingUnitId = next;
                if (next is null)
                    await FreezeAsync(move, cancellation);
                return true;
            },
            cancellation
        );

    /// <summary>Gives the sheet, or single cells of it, back to be mended; after that it returns to the one who gave it back.</summary>
    /// <param name="reason">Why; never empty.</param>
    /// <param name="cells">Codes of the cells meant, each with its own reason (empty: the general one); none for the sheet as a whole.</param>
    /// <exception cref="SheetRefusedException">Not there, not the actor's turn, no reason, or an unknown cell.</exception>
    public Task ReturnAsync(
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
            move =>
            {
                DemandTurn(actor, move);
                DemandReason(reason);
                foreach (var (code, why) in cells)
                {
                    if (move.Place.Definition.Find(code) is null)
                        throw new SheetRefusedException("cell.unknown");
                    // A cell that was left empty can be given back too.
                    if (move.Sheet.Cells.Find(c => c.Code == code) is not { } cell)
                        move.Sheet.Cells.Add(
                            cell = new()
                            {
                                Code = code,
                                SavedBy = actor.Name,
                                SavedAt = time.Now,
                            }
                        );
                    cell.ReturnReason = Cut(why.Trim().Length > 0 ? why.Trim() : reason.Trim());
                }
                (move.Sheet.Status, move.Sheet.Reason) = (FigureStatus.Returned, Cut(reason.Trim()));
                move.Leave(FigureAction.Returned, move.Sheet.AwaitingUnitId, reason, cells.Keys);
                return Task.FromResult(true);
            },
            cancellation
        );

    /// <summary>Opens an approved sheet as a new version. The approved figures count until the new ones are approved.</summary>
    /// <param name="reason">Why; never empty.</param>
    /// <exception cref="SheetRefusedException">Not there, not approved, or no reason.</exception>
    public Task AmendAsync(Actor actor, SheetKey key, string reason, CancellationToken cancellation = default) =>
        MoveAsync(
            actor,
            Permissions.FiguresWrite,
            key,
            move =>
            {
                if (move.Sheet.Status != FigureStatus.Approved)
                    throw new SheetRefusedException("sheet.notApproved");
                DemandReason(reason);
                move.Sheet.Version++;
                (move.Sheet.Status, move.Sheet.Reason, move.Sheet.AwaitingUnitId) = (FigureStatus.Draft, Cut(reason.Trim()), null);
                move.Leave(FigureAction.Amended, unitId: null, reason);
                return Task.FromResult(true);
            },
            cancellation
        );

    /// <summary>Whether an approver has acted on what lies before them. <paramref name="steps"/>: latest first.</summary>
    internal static bool ApprovedSinceSubmission(IEnumerable<FigureStep> steps) =>
        steps.TakeWhile(s => s.Action != FigureAction.Submitted).Any(s => s.Action == FigureAction.Approved);

    private static bool StandsInTheWay(FormFinding finding, FigureSheet sheet) =>
        finding.Severity == CheckSeverity.Error || string.IsNullOrEmpty(sheet.Cells.Find(c => c.Code == finding.Cell)?.Comment);

    private static void DemandTurn(Actor actor, Move move)
    {
        if (!move.Place.MayApprove(actor, move.Sheet))
            throw new SheetRefusedException("sheet.notYourTurn");
    }

    private static void DemandReason(string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new SheetRefusedException("reason.required");
    }

    private static string Cut(string text) => text.Length <= FigureColumns.TextLength ? text : text[..FigureColumns.TextLength];

    private static async Task FreezeAsync(Move move, CancellationToken cancellation)
    {
        var sheet = move.Sheet;
        var now = move.Now;
        var values = SheetStore.Values(sheet, move.Place.Definition);
        var before = sheet.ApprovedVersion is { } number ? await SheetStore.ApprovedAsync(move.Db, sheet.Id, number, cancellation) : null;
        move.Db.FigureVersions.Add(
            new()
            {
                SheetId = sheet.Id,
                Number = sheet.Version,
                FormVersionId = move.Place.Version.Id,
                Values = FigureValues.Write(values),
                Reason = await ReasonOfAmendmentAsync(move, cancellation),
                SubmittedBy = sheet.SubmittedBy!,
                ApprovedBy = move.Author,
                ApprovedAt = now,
            }
        );
        (sheet.Status, sheet.ApprovedVersion, sheet.ApprovedAt, sheet.Reason) = (FigureStatus.Approved, sheet.Version, now, null);
        if (move.Place.Form.Stream is { } stream)
        {
            move.Account = new(move.Place.UnitId, stream, move.Place.Key.Month, move.Place.Definition, before, values);
        }
    }

    // What stands in the sheet may be an approver's reason by now.
    private static Task<string?> ReasonOfAmendmentAsync(Move move, CancellationToken cancellation) =>
        move
            .Db.FigureSteps.Where(s => s.SheetId == move.Sheet.Id && s.Version == move.Sheet.Version && s.Action == FigureAction.Amended)
            .Select(s => s.Reason)
            .FirstOrDefaultAsync(cancellation);

    private async Task<bool> MoveAsync(
        Actor actor,
        string permission,
        SheetKey key,
        Func<Move, Task<bool>> act,
        CancellationToken cancellation
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        // Figures that begin to count change places with records, so writers of records wait too; forms stay as they are read here.
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        var place = await places.DemandAsync(actor.ScopeFor(permission), key, cancellation);
        await gate.LockPartAsync(db, WriteLane.Figures, place.Part, cancellation);
        var move = new Move(db, place, await SheetStore.DemandAsync(db, place, cancellation), actor.Name, time.Now);
        if (!await act(move))
            return false;

        move.Sheet.Revision++;
        await db.SaveChangesAsync(cancellation);
        var counted = await accounting.AccountAsync(db, move.Account, cancellation);
        await transaction.CommitAsync(cancellation);
        counted();
        signals.Raise(WakeTopic.SheetChanged, move.Sheet.Id);
        return true;
    }

    /// <summary>One move of one sheet, within its transaction.</summary>
    private sealed record Move(PortalDb Db, SheetPlace Place, FigureSheet Sheet, string Author, DateTimeOffset Now)
    {
        /// <summary>Figures that begin to count with it; null when none do.</summary>
        public ApprovedFigures? Account { get; set; }

        public void Leave(FigureAction action, int? unitId = null, string? reason = null, IEnumerable<string>? cells = null) =>
            Db.FigureSteps.Add(
                new()
                {
                    SheetId = Sheet.Id,
                    Version = Sheet.Version,
                    Action = action,
                    UnitId = unitId,
                    Reason = reason is null ? null : Cut(reason.Trim()),
                    Cells = cells is not null && string.Join(' ', cells) is { Length: > 0 } codes ? codes : null,
                    By = Author,
                    At = Now,
                }
            );
    }
}
