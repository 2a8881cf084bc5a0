using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Mail;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Clocks;
using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Supervision.Telling;

/// <summary>
/// Tells people of new cards by mail, all cards of a person in one mail, and reminds them each working day until a card is acknowledged.
/// The first mail of a working day also lists what else waits for the person's units (<see cref="IDailyTasks"/>).
/// </summary>
/// <remarks>
/// Mails are written in the working time of the card's unit only, and in the transaction that notes it: told twice at once, each is told
/// once. For a unit without anybody who has an address, those of the unit above stand in; a card of which nobody could be told says so.
/// Without a mail server nobody is told; cards are on the page in any case.
/// </remarks>
public sealed class CardDigests(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    AddressBook addresses,
    IEnumerable<IDailyTasks> daily,
    MailOptions mail,
    DistrictTime time
)
{
    /// <summary>The most cards that a mail names; it says how many more there are.</summary>
    public const int MostNamed = 30;

    /// <summary>Writes the mails that are due now.</summary>
    /// <returns>Number of mails.</returns>
    public async Task<int> TellAsync(CancellationToken cancellation = default)
    {
        if (!mail.IsOn)
            return 0;
        var now = time.Now;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        // While cards are being issued, the rest of them belongs into the same mail.
        if (await db.WatchedRecords.AnyAsync(w => w.NextAt <= now, cancellation))
            return 0;
        var clerks = await addresses.ClerksAsync(cancellation);
        if ((await NotToldTodayAsync(db, clerks, cancellation)).Count == 0 && !await Untold(db).AnyAsync(cancellation))
            return 0;
        var reference = await references.GetAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Supervision, cancellation);
        var untold = await UntoldByUnitAsync(db, cancellation);
        var mornings = await NotToldTodayAsync(db, clerks, cancellation);
        var working = await WorkingUnitsAsync(
            db,
            untold.Select(u => u.UnitId).Concat(mornings.Select(clerk => clerk.UnitId)),
            reference,
            cancellation
        );
        List<UnitCards> due = [.. untold.Where(u => working.Contains(u.UnitId))];
        mornings = [.. mornings.Where(clerk => working.Contains(clerk.UnitId))];
        if (due.Count == 0 && mornings.Count == 0)
            return 0;
        var tasks = await TasksAsync(db, mornings, clerks, reference.Units, cancellation);
        var mails = await MailsAsync(db, due, tasks, clerks, reference.Units, cancellation);
        db.OutgoingMails.AddRange(mails);
        await NoteDayAsync(db, mornings, cancellation);
        await db.SaveChangesAsync(cancellation);
        await NoteAsync(db, due, clerks, reference.Units, cancellation);
        await transaction.CommitAsync(cancellation);
        return mails.Count;
    }

    /// <summary>Those who have not had today's list yet.</summary>
    private async Task<List<Addressee>> NotToldTodayAsync(PortalDb db, IReadOnlyList<Addressee> clerks, CancellationToken cancellation)
    {
        var today = time.Today;
        var told = await db.DailyTellings.AsNoTracking().Where(t => t.ToldOn >= today).Select(t => t.UserId).ToHashSetAsync(cancellation);
        return [.. clerks.Where(clerk => !told.Contains(clerk.UserId))];
    }

    private async Task NoteDayAsync(PortalDb db, List<Addressee> mornings, CancellationToken cancellation)
    {
        var today = time.Today;
        int[] users = [.. mornings.Select(clerk => clerk.UserId).Distinct()];
        var stored = await db
            .DailyTellings.Where(t => EF.Parameter(users).Contains(t.UserId))
            .ToDictionaryAsync(t => t.UserId, cancellation);
        foreach (var user in users)
        {
            if (stored.TryGetValue(user, out var telling))
                telling.ToldOn = today;
            else
                db.DailyTellings.Add(new() { UserId = user, ToldOn = today });
        }
    }

    /// <summary>What waits beside cards for those who get today's list, by user, what is due first in front.</summary>
    private async Task<ILookup<int, DailyTask>> TasksAsync(
        PortalDb db,
        List<Addressee> mornings,
        IReadOnlyList<Addressee> clerks,
        UnitTree units,
        CancellationToken cancellation
    )
    {
        var tasks = new List<DailyTask>();
        if (mornings.Count > 0)
        {
            foreach (var kind in daily)
                tasks.AddRange(await kind.ReadAsync(db, cancellation));
        }
        var byUnit = clerks.ToLookup(c => c.UnitId);
        var users = mornings.Select(clerk => clerk.UserId).ToHashSet();
        return tasks
            .OrderBy(task => task.DueOn)
            .SelectMany(task =>
                AddressBook
                    .Nearest(byUnit, units, task.UnitId, time.Today)
                    .Select(clerk => clerk.UserId)
                    .Distinct()
                    .Where(users.Contains)
                    .Select(user => (User: user, Task: task))
            )
            .ToLookup(pair => pair.User, pair => pair.Task);
    }

    /// <summary>New cards of which nobody was told today. A notice is told once.</summary>
    private IQueryable<SupervisionCard> Untold(PortalDb db)
    {
        var today = time.StartOf(time.Today);
        return db.SupervisionCards.Where(c =>
            c.State == CardState.Issued && (c.ToldAt == null || (c.Level != CardLevel.Notice && c.ToldAt < today))
        );
    }

    private async Task<List<UnitCards>> UntoldByUnitAsync(PortalDb db, CancellationToken cancellation)
    {
        var counts = await Untold(db)
            .GroupBy(c => new { c.UnitId, c.Level })
            .Select(g => new
            {
                g.Key.UnitId,
                g.Key.Level,
                Count = g.Count(),
                Last = g.Max(c => c.Id),
            })
            .ToListAsync(cancellation);
        return
        [
            .. counts
                .GroupBy(c => c.UnitId)
                .Select(g => new UnitCards(g.Key, g.ToDictionary(c => c.Level, c => c.Count), g.Max(c => c.Last))),
        ];
    }

    private async Task<HashSet<int>> WorkingUnitsAsync(
        PortalDb db,
        IEnumerable<int> units,
        ReferenceData reference,
        CancellationToken cancellation
    )
    {
        var hours = new HoursOfUnits(await db.UnitHours.AsNoTracking().ToListAsync(cancellation), reference.Units, time.Today);
        var clock = new WorkingClock(reference.Calendar, time);
        return [.. units.Where(unit => clock.IsWorking(time.Now, hours.Of(unit)))];
    }

    private async Task<List<OutgoingMail>> MailsAsync(
        PortalDb db,
        List<UnitCards> due,
        ILookup<int, DailyTask> tasks,
        IReadOnlyList<Addressee> clerks,
        UnitTree units,
        CancellationToken cancellation
    )
    {
        var byUnit = clerks.ToLookup(c => c.UnitId);
        var mails = new List<OutgoingMail>();
        // One person may enter for several units: one mail for all.
        var cards = due.SelectMany(cards =>
                AddressBook.Nearest(byUnit, units, cards.UnitId, time.Today).Select(clerk => (clerk.UserId, Cards: cards))
            )
            .ToLookup(pair => pair.UserId, pair => pair.Cards);
        foreach (var person in clerks.DistinctBy(clerk => clerk.UserId))
        {
            List<UnitCards> own = [.. cards[person.UserId].Distinct()];
            List<DailyTask> waiting = [.. tasks[person.UserId]];
            if (own.Count + waiting.Count == 0)
                continue;
            var named = own.Count == 0 ? [] : await NamedAsync(db, [.. own.Select(c => c.UnitId)], cancellation);
            var letter = new CardLetter(own, named, waiting, units, mail.Link, time);
            mails.Add(letter.To(person.Name, person.Address, KeyOf(person.UserId, own)));
        }
        return mails;
    }

    private async Task<List<SupervisionCard>> NamedAsync(PortalDb db, int[] units, CancellationToken cancellation) =>
        await Untold(db)
            .AsNoTracking()
            .Where(c => EF.Parameter(units).Contains(c.UnitId))
            .OrderByDescending(c => c.Level)
            .ThenBy(c => c.Id)
            .Take(MostNamed)
            .ToListAsync(cancellation);

    private async Task NoteAsync(
        PortalDb db,
        List<UnitCards> due,
        IReadOnlyList<Addressee> clerks,
        UnitTree units,
        CancellationToken cancellation
    )
    {
        var now = time.Now;
        var byUnit = clerks.ToLookup(c => c.UnitId);
        foreach (var reached in due.ToLookup(cards => AddressBook.Nearest(byUnit, units, cards.UnitId, time.Today).Any()))
        {
            var ids = reached.Select(cards => cards.UnitId).ToArray();
            var nobody = !reached.Key;
            await Untold(db)
                .Where(c => EF.Parameter(ids).Contains(c.UnitId))
                .ExecuteUpdateAsync(c => c.SetProperty(x => x.ToldAt, now).SetProperty(x => x.ReachedNobody, nobody), cancellation);
        }
    }

    // Nobody is told of the same cards twice on one day.
    private string KeyOf(int userId, List<UnitCards> cards) =>
        cards.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"tasks/{Days.ToText(time.Today)}/{userId}")
            : string.Create(CultureInfo.InvariantCulture, $"cards/{Days.ToText(time.Today)}/{userId}/{cards.Max(c => c.LastId)}");
}

/// <summary>New cards of one unit.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Counts">How many of each level.</param>
/// <param name="LastId">The largest id.</param>
internal sealed record UnitCards(int UnitId, IReadOnlyDictionary<CardLevel, int> Counts, long LastId);
