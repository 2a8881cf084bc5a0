using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Shipped;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Editing;

/// <summary>Saves forms as new versions, without touching what was already reported.</summary>
/// <remarks>
/// Writes in the lane in which sheets are submitted and approved, so none is handed in by a form that is just being replaced.
/// </remarks>
public sealed class FormWriter(IDbContextFactory<PortalDb> databases, WriteGate gate, IReferenceReader references, DistrictTime time)
{
    /// <summary>
    /// Saves the draft: a new form, a new version from its month on or, where that month has a version nobody submitted a sheet of, in its
    /// place.
    /// </summary>
    /// <returns>What stands in the way; none when it was saved.</returns>
    public async Task<IReadOnlyList<FormProblem>> SaveAsync(Actor actor, FormDraft draft, CancellationToken cancellation = default)
    {
        if (!await MayAsync(actor, cancellation))
            return [NotAllowed()];
        var problems = draft.Problems();
        if (problems.Count > 0)
            return problems;

        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        var forms = await db.FigureForms.Include(f => f.Versions).ToListAsync(cancellation);
        problems = await PutAsync(db, forms, actor, draft, cancellation);
        if (problems.Count > 0)
            return problems;
        await CommitAsync(db, transaction, cancellation);
        return [];
    }

    /// <summary>Adds the shipped forms that are not there yet, owed from the month on. Those that are there stay as they are.</summary>
    /// <param name="lastMonth">The last month for which they are owed; null until further notice.</param>
    /// <returns>
    /// What stands in the way of one, such as another form that tells the same figures; the others are added. None when all are there.
    /// </returns>
    public async Task<IReadOnlyList<FormProblem>> InstallAsync(
        Actor actor,
        DateOnly fromMonth,
        DateOnly? lastMonth = null,
        CancellationToken cancellation = default
    )
    {
        if (!await MayAsync(actor, cancellation))
            return [NotAllowed()];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        var forms = await db.FigureForms.Include(f => f.Versions).ToListAsync(cancellation);
        var problems = new List<FormProblem>();
        foreach (var shipped in ShippedForms.All.Where(s => !forms.Exists(f => f.Code == s.Code)))
        {
            var draft = new FormDraft(
                shipped.Code,
                shipped.Kinds,
                shipped.Stream,
                fromMonth,
                lastMonth,
                shipped.DeadlineWorkday,
                shipped.Definition
            );
            problems.AddRange(await PutAsync(db, forms, actor, draft, cancellation));
        }
        await CommitAsync(db, transaction, cancellation);
        return problems;
    }

    /// <summary>Whether the actor may write forms: forms are asked of all units, so the right must hold for the whole tree.</summary>
    public async Task<bool> MayAsync(Actor actor, CancellationToken cancellation = default)
    {
        var scope = actor.ScopeFor(Permissions.FormsManage);
        if (scope.IsEverything || scope.IsNothing)
            return scope.IsEverything;
        var units = (await references.GetAsync(cancellation)).Units;
        return units.RootsAt(time.Today).All(root => scope.Contains(units, root.Id, time.Today));
    }

    /// <summary>The latest month for which a sheet of the form was submitted: a new version begins after it. Null when none was.</summary>
    public async Task<DateOnly?> LastSubmittedAsync(string code, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.FigureForms.AsNoTracking().FirstOrDefaultAsync(f => f.Code == code, cancellation) is { } form
            ? (await StateAsync(db, form, cancellation)).LastSubmitted
            : null;
    }

    /// <summary>
    /// What saving the draft makes units owe at once, for months that are over: those a form begins in, or that it is stretched over.
    /// </summary>
    public async Task<SheetsAtOnce> OwedAtOnceAsync(FormDraft draft, CancellationToken cancellation = default)
    {
        var reference = await references.GetAsync(cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var stored = await db.FigureForms.AsNoTracking().FirstOrDefaultAsync(f => f.Code == draft.Code, cancellation);
        var after = InUse(draft.Code, draft.Kinds, stored?.FirstMonth ?? draft.FromMonth, draft.LastMonth, draft.DeadlineWorkday);
        var before = stored is null
            ? []
            : Owed(reference, InUse(stored.Code, stored.Kinds, stored.FirstMonth, stored.LastMonth, stored.DeadlineWorkday)).ToHashSet();
        List<DateOnly> months = [.. Owed(reference, after).Where(owed => !before.Contains(owed)).Select(owed => owed.Month)];
        var overdue = months
            .Distinct()
            .Where(m => FigureDeadlines.Of(reference.Calendar, m, draft.DeadlineWorkday).Day < time.Today)
            .ToHashSet();
        return new(months.Count, months.Count(overdue.Contains));
    }

    private IEnumerable<(int UnitId, DateOnly Month)> Owed(ReferenceData reference, FormInUse form) =>
        OwedSheets
            .Of(reference.Units.All, [form], form.FirstMonth, Days.MonthStart(time.Today).AddMonths(-1), (_, _) => true)
            .Select(owed => (owed.UnitId, owed.Month));

    private static FormInUse InUse(string code, UnitKinds kinds, DateOnly firstMonth, DateOnly? lastMonth, int deadlineWorkday) =>
        new(0, code, kinds, Stream: null, firstMonth, lastMonth, deadlineWorkday, []);

    private static FormProblem NotAllowed() => new("", "form.notAllowed", FormTexts.Say("form.notAllowed"));

    private async Task<IReadOnlyList<FormProblem>> PutAsync(
        PortalDb db,
        List<FigureForm> forms,
        Actor actor,
        FormDraft draft,
        CancellationToken cancellation
    )
    {
        var form = forms.Find(f => f.Code == draft.Code);
        var problems = new FormProblems();
        FormSetRules.CheckStream(forms, draft, form?.FirstMonth ?? draft.FromMonth, problems);
        if (form is not null)
            FormSetRules.CheckChange(form, draft, await StateAsync(db, form, cancellation), problems);
        if (!problems.None)
            return problems.All;

        if (form is null)
            forms.Add(form = Add(db, draft));
        (form.Kinds, form.Stream, form.LastMonth, form.DeadlineWorkday) = (
            draft.Kinds,
            draft.Stream,
            draft.LastMonth,
            draft.DeadlineWorkday
        );
        PutVersion(form, actor, draft);
        return [];
    }

    private static FigureForm Add(PortalDb db, FormDraft draft)
    {
        var form = new FigureForm { Code = draft.Code, FirstMonth = draft.FromMonth };
        db.FigureForms.Add(form);
        return form;
    }

    private void PutVersion(FigureForm form, Actor actor, FormDraft draft)
    {
        var definition = FormJson.Write(draft.Definition);
        var version = form.Versions.Find(v => v.FromMonth == draft.FromMonth);
        if (version is null)
            form.Versions.Add(
                version = new()
                {
                    FromMonth = draft.FromMonth,
                    Definition = definition,
                    WrittenBy = actor.Name,
                }
            );
        else if (version.Definition == definition)
            return;
        (version.Definition, version.WrittenBy, version.WrittenAt) = (definition, actor.Name, time.Now);
    }

    private static async Task<FormStanding> StateAsync(PortalDb db, FigureForm form, CancellationToken cancellation)
    {
        var sheets = db.FigureSheets.Where(s => s.FormId == form.Id);
        return new(
            await sheets.AnyAsync(cancellation),
            await sheets.Where(s => s.FirstSubmittedAt != null).MaxAsync(s => (DateOnly?)s.Month, cancellation)
        );
    }

    private static async Task CommitAsync(PortalDb db, WriteTransaction transaction, CancellationToken cancellation)
    {
        if (await db.SaveChangesAsync(cancellation) == 0)
            return;
        await db.RaiseReferenceAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}

/// <summary>Sheets that a form makes units owe at the moment in which it is saved.</summary>
/// <param name="Overdue">Of them, those whose deadline is over.</param>
public readonly record struct SheetsAtOnce(int Owed, int Overdue);
