using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Mail;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Reminders;

/// <summary>Reminds of sheets that are not in: on the page and, where mail is set up, by one mail to each clerk.</summary>
public sealed class FigureReminders(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    SheetStandings standings,
    IReferenceReader references,
    AddressBook addresses,
    MailOptions mail,
    DistrictTime time
)
{
    // Deadlines lie in the month after; with twenty working days more, the sheets of three months can be near one.
    private const int MonthsBack = 3;

    /// <summary>Reminds of what is near its deadline or past it, on working days; what was reminded of at this step is left alone.</summary>
    /// <returns>How many sheets were reminded of.</returns>
    public async Task<int> RemindDueAsync(CancellationToken cancellation = default)
    {
        var reference = await references.GetAsync(cancellation);
        if (!reference.Calendar.IsWorkday(time.Today))
            return 0;
        var running = Days.MonthStart(time.Today);
        var wanted = new List<Wanted>();
        // Month by month: of a province, what is owed in one is as much as should be in memory at a time.
        for (var month = running.AddMonths(-MonthsBack); month <= running; month = month.AddMonths(1))
        {
            wanted.AddRange(Due(await standings.ReadAsync(UnitScope.Everything, month, month, cancellation)));
        }
        return await RemindAsync(wanted, Actor.System.Name, reference, cancellation);
    }

    private static IEnumerable<Wanted> Due(IEnumerable<SheetStanding> owed) =>
        owed.Where(s => s is { IsExpected: true, IsIn: false })
            .Select(s => (Sheet: s, Step: ReminderPlan.StepAt(s.WorkdaysLate)))
            .Where(w => w.Step is not null)
            .Select(w => new Wanted(w.Sheet, w.Step < 0 ? ReminderKind.BeforeDeadline : ReminderKind.AfterDeadline, w.Step!.Value));

    /// <summary>Reminds of sheets that are missing or returned; of each at most once a day by hand.</summary>
    /// <param name="actor">May approve; sheets of units for which the actor may not are passed over.</param>
    /// <param name="sheets">Which sheets; those that are in, or whose month is not over, are passed over.</param>
    /// <returns>How many sheets were reminded of.</returns>
    /// <exception cref="SheetRefusedException">The actor may not approve.</exception>
    public async Task<int> RemindByHandAsync(Actor actor, IReadOnlyCollection<SheetKey> sheets, CancellationToken cancellation = default)
    {
        var scope = actor.ScopeFor(Permissions.FiguresApprove);
        if (scope.IsNothing)
            throw new SheetRefusedException("sheet.notYourTurn");
        if (sheets.Count == 0)
            return 0;
        var reference = await references.GetAsync(cancellation);
        var asked = sheets.ToHashSet();
        var owed = await standings.ReadAsync(scope, sheets.Min(s => s.Month), sheets.Max(s => s.Month), cancellation);
        var wanted = owed.Where(s =>
                s.IsExpected
                && (!s.IsIn || s.State == SheetState.Returned)
                && asked.Contains(new(s.Form.Code, reference.Units.Find(s.UnitId)!.Code, s.Month))
            )
            .Select(s => new Wanted(s, ReminderKind.ByHand, Days.ToNumber(time.Today)));
        return await RemindAsync([.. wanted], actor.Name, reference, cancellation);
    }

    /// <summary>When each sheet of the months was last reminded of, by form, unit and month; units out of scope are passed over.</summary>
    public async Task<IReadOnlyDictionary<(int FormId, int UnitId, DateOnly Month), DateTimeOffset>> LatestAsync(
        UnitScope scope,
        DateOnly fromMonth,
        DateOnly toMonth,
        IReadOnlyCollection<int>? units = null,
        CancellationToken cancellation = default
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rows = await db
            .FigureReminders.AsNoTracking()
            .Where(r => fromMonth <= r.Month && r.Month <= toMonth && (units == null || units.Contains(r.UnitId)))
            .GroupBy(r => new
            {
                r.FormId,
                r.UnitId,
                r.Month,
            })
            .Select(g => new { g.Key, At = g.Max(r => r.At) })
            .ToListAsync(cancellation);
        var tree = (await references.GetAsync(cancellation)).Units;
        return rows.Where(r => scope.Contains(tree, r.Key.UnitId, time.Today))
            .ToDictionary(r => (r.Key.FormId, r.Key.UnitId, r.Key.Month), r => r.At);
    }

    private async Task<int> RemindAsync(IReadOnlyList<Wanted> wanted, string by, ReferenceData reference, CancellationToken cancellation)
    {
        if (wanted.Count == 0)
            return 0;
        var clerks = mail.IsOn ? await addresses.ClerksAsync(cancellation) : [];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Figures, cancellation);
        var given = await GivenAsync(db, wanted, cancellation);
        List<Wanted> fresh = [.. wanted.Where(w => given.Add(w.Key))];
        db.FigureReminders.AddRange(fresh.Select(w => w.Reminder(by, time.Now)));
        db.OutgoingMails.AddRange(Mails(fresh, clerks, reference));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return fresh.Count;
    }

    private static async Task<HashSet<(int, int, DateOnly, ReminderKind, int)>> GivenAsync(
        PortalDb db,
        IReadOnlyList<Wanted> wanted,
        CancellationToken cancellation
    )
    {
        var (from, to) = (wanted.Min(w => w.Sheet.Month), wanted.Max(w => w.Sheet.Month));
        var given = await db.FigureReminders.AsNoTracking().Where(r => from <= r.Month && r.Month <= to).ToListAsync(cancellation);
        return [.. given.Select(r => (r.FormId, r.UnitId, r.Month, r.Kind, r.Step))];
    }

    /// <summary>One mail for each clerk with all their sheets.</summary>
    private IEnumerable<OutgoingMail> Mails(IEnumerable<Wanted> reminded, IReadOnlyList<Addressee> clerks, ReferenceData reference)
    {
        var byUnit = clerks.ToLookup(c => c.UnitId);
        return reminded
            .SelectMany(w => Responsible(byUnit, reference.Units, w.Sheet.UnitId).Select(clerk => (Clerk: clerk, Wanted: w)))
            .GroupBy(p => p.Clerk, p => p.Wanted)
            .Select(g =>
                new ReminderLetter(reference.Units, figures: [.. g.Select(w => w.Sheet)], mail.Link, time.Today).To(
                    g.Key,
                    KeyOf(g.Key, g.First()),
                    time.Now
                )
            );
    }

    // A unit without a clerk of its own is entered by the one above it.
    private IEnumerable<Addressee> Responsible(ILookup<int, Addressee> byUnit, UnitTree units, int unitId) =>
        units.SelfAndAbove(unitId, time.Today).Select(id => byUnit[id]).FirstOrDefault(clerks => clerks.Any()) ?? [];

    // No reminder is given twice, so the first of those in a mail names it.
    private static string KeyOf(Addressee clerk, Wanted first) =>
        FormattableString.Invariant(
            $"figures/{first.Sheet.Form.Id}/{first.Sheet.UnitId}/{Days.ToMonthText(first.Sheet.Month)}/{first.Kind}/{first.Step}/{clerk.UserId}"
        );

    private sealed record Wanted(SheetStanding Sheet, ReminderKind Kind, int Step)
    {
        public (int, int, DateOnly, ReminderKind, int) Key => (Sheet.Form.Id, Sheet.UnitId, Sheet.Month, Kind, Step);

        public FigureReminder Reminder(string by, DateTimeOffset at) =>
            new()
            {
                FormId = Sheet.Form.Id,
                UnitId = Sheet.UnitId,
                Month = Sheet.Month,
                Kind = Kind,
                Step = Step,
                At = at,
                By = by,
            };
    }
}
