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

/// <summary>Saves forms as new versions, without changing what was already reported.</summary>
/// <remarks>
/// Writes in the lane in which sheets are submitted and approved, so that none is submitted with a form that is being replaced.
/// </remarks>
public sealed class FormWriter(IDbContextFactory<PortalDb> databases, WriteGate gate, IReferenceReader references, DistrictTime time)
{
    /// <summary>
    /// Saves the draft: as a new form, or as a new version from its month on. A version of the same month without submitted sheets is
    /// replaced.
    /// </summary>
    /// <returns>The errors that prevent saving; none when it was saved.</returns>
    public async Task<IReadOnlyList<FormProblem>> SaveAsync(Actor actor, FormDraft draft, CancellationToken cancellation = default)
    {
        if (!await MayWriteAsync(actor, cancellation))
            return [NotAllowed()];
        var problems = draft.Problems();
        if (problems.Count > 0)
            return problems;

        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Records, cancellation);
        var forms = await db.FigureForms.Include(f => f.Versions).ToListAsync(cancellation);
        problems = await SaveCheckedAsync(db, forms, actor, draft, cancellation);
        if (problems.Count > 0)
            return problems;
        await CommitAsync(db, transaction, cancellation);
        return [];
    }

    /// <summary>Adds the missing shipped forms, owed from the month on. Existing forms stay as they are.</summary>
    /// <param name="lastMonth">The last month for which they are owed; null until further notice.</param>
    /// <returns>
    /// The errors of forms that cannot be added, such as another form for the same stream; all others are added. None when all exist.
    /// </returns>
    public async Task<IReadOnlyList<FormProblem>> InstallAsync(
        Actor actor,
        DateOnly fromMonth,
        DateOnly? lastMonth = null,
        CancellationToken cancellation = default
    )
    {
        if (!await MayWriteAsync(actor, cancellation))
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
            problems.AddRange(await SaveCheckedAsync(db, forms, actor, draft, cancellation));
        }
        await CommitAsync(db, transaction, cancellation);
        return problems;
    }

    /// <summary>Whether the actor may write forms: all units owe them, so the permission must cover the whole tree.</summary>
    public async Task<bool> MayWriteAsync(Actor actor, CancellationToken cancellation = default)
    {
        var scope = actor.ScopeFor(Permissions.FormsManage);
        return scope.IsEverything || scope.CoversAll((await references.GetAsync(cancellation)).Units, time.Today);
    }

    /// <summary>The latest month for which a sheet of the form was submitted: a new version begins after it.</summary>
    /// <returns>Null when none was, or the actor may not write forms.</returns>
    public async Task<DateOnly?> LastSubmittedAsync(Actor actor, string code, CancellationToken cancellation = default)
    {
        if (!await MayWriteAsync(actor, cancellation))
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.FigureForms.AsNoTracking().FirstOrDefaultAsync(f => f.Code == code, cancellation) is { } form
            ? (await UsageAsync(db, form, cancellation)).LastSubmitted
            : null;
    }

    /// <summary>
    /// The sheets that units owe at once when the draft is saved: those of past months that the form did not cover before.
    /// </summary>
    /// <returns>None when the actor may not write forms.</returns>
    public async Task<SheetsAtOnce> OwedAtOnceAsync(Actor actor, FormDraft draft, CancellationToken cancellation = default)
    {
        if (!await MayWriteAsync(actor, cancellation))
            return default;
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

    private async Task<IReadOnlyList<FormProblem>> SaveCheckedAsync(
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
            FormSetRules.CheckChange(form, draft, await UsageAsync(db, form, cancellation), problems);
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
        SetVersion(form, actor, draft);
        return [];
    }

    private static FigureForm Add(PortalDb db, FormDraft draft)
    {
        var form = new FigureForm { Code = draft.Code, FirstMonth = draft.FromMonth };
        db.FigureForms.Add(form);
        return form;
    }

    private void SetVersion(FigureForm form, Actor actor, FormDraft draft)
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

    private static async Task<FormUsage> UsageAsync(PortalDb db, FigureForm form, CancellationToken cancellation)
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

/// <summary>The sheets that units owe at the moment in which a form is saved.</summary>
/// <param name="Overdue">The number of them past their deadline.</param>
public readonly record struct SheetsAtOnce(int Owed, int Overdue);
