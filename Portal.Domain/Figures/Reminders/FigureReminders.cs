using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Refusals;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Mail;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Reminders;

/// <summary>Reminds of sheets not submitted: on the page and, where mail is set up, by one mail to each clerk.</summary>
public sealed class FigureReminders(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    SheetProgressReader progress,
    IReferenceReader references,
    AddressBook addresses,
    MailOptions mail,
    DistrictTime time
)
{
    // Deadlines are in the month after; with twenty working days more, the sheets of three months can be near one.
    private const int MonthsBack = 3;

    /// <summary>Reminds, on working days, of sheets near or past their deadline, unless it did so at this step already.</summary>
    /// <returns>The number of sheets reminded of.</returns>
    public async Task<int> RemindDueAsync(CancellationToken cancellation = default)
    {
        var reference = await references.GetAsync(cancellation);
        if (!reference.Calendar.IsWorkday(time.Today))
            return 0;
        var running = Days.MonthStart(time.Today);
        var wanted = new List<DueReminder>();
        // Month by month: the sheets that a province owes for one month are enough to hold in memory.
        for (var month = running.AddMonths(-MonthsBack); month <= running; month = month.AddMonths(1))
        {
            wanted.AddRange(Due(await progress.ReadAsync(UnitScope.Everything, month, month, cancellation)));
        }
        return await RemindAsync(wanted, Actor.System.Name, reference, cancellation);
    }

    private static IEnumerable<DueReminder> Due(IEnumerable<OwedSheetProgress> owed) =>
        owed.Where(s => s is { IsExpected: true, IsIn: false })
            .Select(s => (Sheet: s, Step: ReminderPlan.StepAt(s.WorkdaysLate)))
            .Where(w => w.Step is not null)
            .Select(w => new DueReminder(w.Sheet, w.Step < 0 ? ReminderKind.BeforeDeadline : ReminderKind.AfterDeadline, w.Step!.Value));

    /// <summary>Reminds of missing or returned sheets; of each at most once a day by hand.</summary>
    /// <param name="actor">Sheets of units for which the actor may not approve are left out.</param>
    /// <param name="sheets">The sheets; submitted ones, and those of a month that is not over, are left out.</param>
    /// <returns>The number of sheets reminded of; refused when the actor approves for no unit.</returns>
    public async Task<Outcome<int>> RemindByHandAsync(
        Actor actor,
        IReadOnlyCollection<SheetKey> sheets,
        CancellationToken cancellation = default
    )
    {
        var scope = actor.ScopeFor(Permissions.FiguresApprove);
        if (scope.IsNothing)
            return FigureRefusal.NotAnApprover;
        if (sheets.Count == 0)
            return 0;
        var reference = await references.GetAsync(cancellation);
        var requested = sheets.ToHashSet();
        var owed = await progress.ReadAsync(scope, sheets.Min(s => s.Month), sheets.Max(s => s.Month), cancellation);
        var wanted = owed.Where(s =>
                s.IsExpected
                && (!s.IsIn || s.State == SheetState.Returned)
                && requested.Contains(new(s.Form.Code, reference.Units.Find(s.UnitId)!.Code, s.Month))
            )
            .Select(s => new DueReminder(s, ReminderKind.ByHand, Days.ToNumber(time.Today)));
        return await RemindAsync([.. wanted], actor.Name, reference, cancellation);
    }

    /// <summary>When each sheet of the months was last reminded of, by form, unit and month; units out of scope are left out.</summary>
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

    private async Task<int> RemindAsync(
        IReadOnlyList<DueReminder> wanted,
        string by,
        ReferenceData reference,
        CancellationToken cancellation
    )
    {
        if (wanted.Count == 0)
            return 0;
        var clerks = mail.IsOn ? await addresses.ClerksAsync(cancellation) : [];
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Figures, cancellation);
        var stored = await StoredAsync(db, wanted, cancellation);
        List<DueReminder> fresh = [.. wanted.Where(w => stored.Add(w.Key))];
        db.FigureReminders.AddRange(fresh.Select(w => w.Reminder(by, time.Now)));
        db.OutgoingMails.AddRange(Mails(fresh, clerks, reference));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return fresh.Count;
    }

    private static async Task<HashSet<(int, int, DateOnly, ReminderKind, int)>> StoredAsync(
        PortalDb db,
        IReadOnlyList<DueReminder> wanted,
        CancellationToken cancellation
    )
    {
        var (from, to) = (wanted.Min(w => w.Sheet.Month), wanted.Max(w => w.Sheet.Month));
        var stored = await db.FigureReminders.AsNoTracking().Where(r => from <= r.Month && r.Month <= to).ToListAsync(cancellation);
        return [.. stored.Select(r => (r.FormId, r.UnitId, r.Month, r.Kind, r.Step))];
    }

    /// <summary>One mail for each clerk with all their sheets.</summary>
    private IEnumerable<OutgoingMail> Mails(IEnumerable<DueReminder> reminded, IReadOnlyList<Addressee> clerks, ReferenceData reference)
    {
        var byUnit = clerks.ToLookup(c => c.UnitId);
        return reminded
            .SelectMany(w =>
                AddressBook.Nearest(byUnit, reference.Units, w.Sheet.UnitId, time.Today).Select(clerk => (Clerk: clerk, DueReminder: w))
            )
            .GroupBy(p => p.Clerk, p => p.DueReminder)
            .Select(g =>
                new ReminderLetter(reference.Units, figures: [.. g.Select(w => w.Sheet)], mail.Link, time.Today).To(
                    g.Key,
                    KeyOf(g.Key, g.First()),
                    time.Now
                )
            );
    }

    // No reminder is stored twice, so the first one of a mail identifies it.
    private static string KeyOf(Addressee clerk, DueReminder first) =>
        string.Join(
            '/',
            "figures",
            Invariant(first.Sheet.Form.Id),
            Invariant(first.Sheet.UnitId),
            Days.ToMonthText(first.Sheet.Month),
            first.Kind,
            Invariant(first.Step),
            Invariant(clerk.UserId)
        );

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record DueReminder(OwedSheetProgress Sheet, ReminderKind Kind, int Step)
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
