using Portal.Domain.Access;
using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Refusals;
using Portal.Domain.Figures.Values;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Sheets;

/// <summary>
/// 填报表: one form of one unit for one month, on its way from the clerk to the approvers and back. It is a row from the first saved cell
/// on; before that it is owed, and empty. Every move is a method that returns null, or why it is refused; a refused move changes nothing.
/// </summary>
public sealed class FigureSheet
{
    public int Id { get; set; }

    public int FormId { get; set; }

    public int UnitId { get; set; }

    /// <summary>The first day of the sheet's month.</summary>
    public DateOnly Month { get; set; }

    /// <summary>1, and one more with each amendment after approval.</summary>
    public int Version { get; set; } = 1;

    public FigureStatus Status { get; set; } = FigureStatus.Draft;

    /// <summary>The unit that approves next or, of a returned sheet, that returned it and sees it next; null otherwise.</summary>
    public int? AwaitingUnitId { get; set; }

    /// <summary>Rises with each save and each move.</summary>
    public long Revision { get; set; }

    /// <summary>The first submission of the first version: decides whether it was in time. Null before.</summary>
    public DateTimeOffset? FirstSubmittedAt { get; set; }

    /// <summary>The latest submission of the present version.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    public string? SubmittedBy { get; set; }

    /// <summary>Why it was returned or is being amended; null otherwise.</summary>
    public string? Reason { get; set; }

    /// <summary>The last approved version; null when none was approved yet. Its figures count until the next is approved.</summary>
    public int? ApprovedVersion { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }

    public List<FigureCell> Cells { get; } = [];

    /// <summary>The history of its cells, only added to. Not loaded with the sheet.</summary>
    public List<FigureEntry> Entries { get; } = [];

    /// <summary>Its approved versions, only added to. Not loaded with the sheet.</summary>
    public List<FigureVersion> Versions { get; } = [];

    /// <summary>Its moves, only added to. Loaded for moves.</summary>
    public List<FigureStep> Steps { get; } = [];

    /// <summary>Whether cells can be saved.</summary>
    public bool IsOpen => Status is FigureStatus.Draft or FigureStatus.Returned;

    /// <summary>Whether it is submitted and not approved by any unit since. Needs <see cref="Steps"/>.</summary>
    public bool CanBeWithdrawn =>
        Status == FigureStatus.Submitted
        && !Steps
            .OrderByDescending(s => s.Id)
            .TakeWhile(s => s.Action != FigureAction.Submitted)
            .Any(s => s.Action == FigureAction.Approved);

    /// <summary>Saves cells, each against the revision its author saw. Each is saved or refused by itself.</summary>
    /// <returns>In the order of <paramref name="inputs"/>.</returns>
    public Outcome<IReadOnlyList<CellOutcome>> Save(
        FormDefinition definition,
        IReadOnlyList<CellInput> inputs,
        EntryOrigin origin,
        Actor actor,
        DateTimeOffset now
    )
    {
        if (!IsOpen)
            return FigureRefusal.SheetIsLocked;
        var saving = new CellSaving(this, definition, origin, actor.Name, now);
        var outcomes = inputs.Select(saving.Save).ToArray();
        if (saving.Changed)
            Revision = saving.Revision;
        return outcomes;
    }

    /// <summary>Submits it to the unit that approves first, or to the one that returned it.</summary>
    /// <param name="findings">What the form's checks find in it now.</param>
    public Refusal? Submit(SheetPlace place, IReadOnlyList<FormFinding> findings, Actor actor, DateTimeOffset now)
    {
        if (!IsOpen)
            return FigureRefusal.SheetIsLocked;
        if (findings.Any(PreventsSubmission))
            return FigureRefusal.ChecksFail;

        (Status, SubmittedAt, SubmittedBy) = (FigureStatus.Submitted, now, actor.Name);
        FirstSubmittedAt ??= now;
        if (AwaitingUnitId is not { } returnedBy || !place.Approvers.Contains(returnedBy))
            AwaitingUnitId = place.Approvers[0];
        foreach (var cell in Cells)
            cell.ReturnReason = null;
        AddStep(FigureAction.Submitted, actor, now);
        return null;
    }

    /// <summary>Withdraws it before any approval.</summary>
    public Refusal? Withdraw(Actor actor, DateTimeOffset now)
    {
        if (!CanBeWithdrawn)
            return FigureRefusal.SheetIsNotSubmitted;
        Status = FigureStatus.Draft;
        AddStep(FigureAction.Withdrawn, actor, now);
        return null;
    }

    /// <summary>Approves it for the unit that is next. The last approval freezes the version; its figures count from then on.</summary>
    /// <param name="seenRevision">The revision that the approver saw: later changes are not approved unseen.</param>
    public Refusal? Approve(SheetPlace place, long seenRevision, Actor actor, DateTimeOffset now)
    {
        if (!place.MayApprove(actor, this))
            return FigureRefusal.NotYourTurn;
        if (Revision != seenRevision)
            return FigureRefusal.SheetHasChanged;
        var turn = AwaitingUnitId;
        AwaitingUnitId = place.Approvers.SkipWhile(unit => unit != turn).Skip(1).Select(unit => (int?)unit).FirstOrDefault();
        if (AwaitingUnitId is null)
            Freeze(place, actor, now);
        AddStep(FigureAction.Approved, actor, now, turn);
        return null;
    }

    /// <summary>Returns it, or single cells of it, for correction; after that it goes back to the unit that returned it.</summary>
    /// <param name="reason">Why; never blank.</param>
    /// <param name="cells">
    /// Codes of the returned cells, each with its own reason (blank: the general one); none for the sheet as a whole.
    /// </param>
    public Refusal? Return(SheetPlace place, string reason, IReadOnlyDictionary<string, string> cells, Actor actor, DateTimeOffset now)
    {
        if (!place.MayApprove(actor, this))
            return FigureRefusal.NotYourTurn;
        if (string.IsNullOrWhiteSpace(reason))
            return FigureRefusal.ReasonIsMissing;
        if (cells.Keys.Any(code => place.Definition.Find(code) is null))
            return FigureRefusal.CellUnknown;

        foreach (var (code, own) in cells)
            CellAt(code, actor, now).ReturnReason = Cut(string.IsNullOrWhiteSpace(own) ? reason : own);
        (Status, Reason) = (FigureStatus.Returned, Cut(reason));
        AddStep(FigureAction.Returned, actor, now, AwaitingUnitId, reason, cells.Keys);
        return null;
    }

    /// <summary>Opens it as a new version. The approved figures count until the new ones are approved.</summary>
    /// <param name="reason">Why; never blank.</param>
    public Refusal? Amend(string reason, Actor actor, DateTimeOffset now)
    {
        if (Status != FigureStatus.Approved)
            return FigureRefusal.SheetIsNotApproved;
        if (string.IsNullOrWhiteSpace(reason))
            return FigureRefusal.ReasonIsMissing;
        Version++;
        (Status, Reason, AwaitingUnitId) = (FigureStatus.Draft, Cut(reason), null);
        AddStep(FigureAction.Amended, actor, now, reason: reason);
        return null;
    }

    private bool PreventsSubmission(FormFinding finding) =>
        finding.Severity == CheckSeverity.Error || string.IsNullOrEmpty(Cells.Find(c => c.Code == finding.Cell)?.Comment);

    private void Freeze(SheetPlace place, Actor actor, DateTimeOffset now)
    {
        Versions.Add(
            new()
            {
                Number = Version,
                FormVersionId = place.Version.Id,
                Values = FigureValues.Write(SheetStore.Values(this, place.Definition)),
                // Reason may be an approver's by now; the reason of the amendment is in its step.
                Reason = Steps.Find(s => s.Version == Version && s.Action == FigureAction.Amended)?.Reason,
                SubmittedBy = SubmittedBy!,
                ApprovedBy = actor.Name,
                ApprovedAt = now,
            }
        );
        (Status, ApprovedVersion, ApprovedAt, Reason) = (FigureStatus.Approved, Version, now, null);
    }

    // An empty cell has no row, and can be returned too.
    private FigureCell CellAt(string code, Actor actor, DateTimeOffset now)
    {
        if (Cells.Find(c => c.Code == code) is { } cell)
            return cell;
        var empty = new FigureCell
        {
            Code = code,
            SavedBy = actor.Name,
            SavedAt = now,
        };
        Cells.Add(empty);
        return empty;
    }

    private void AddStep(
        FigureAction action,
        Actor actor,
        DateTimeOffset now,
        int? unitId = null,
        string? reason = null,
        IEnumerable<string>? cells = null
    )
    {
        Revision++;
        Steps.Add(
            new()
            {
                Version = Version,
                Action = action,
                UnitId = unitId,
                Reason = reason is null ? null : Cut(reason),
                Cells = cells is not null && string.Join(' ', cells) is { Length: > 0 } codes ? codes : null,
                By = actor.Name,
                At = now,
            }
        );
    }

    private static string Cut(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length <= FigureColumns.TextLength ? trimmed : trimmed[..FigureColumns.TextLength];
    }
}
