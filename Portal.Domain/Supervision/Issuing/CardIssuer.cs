using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Records.Changes;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Events;
using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Supervision.Issuing;

/// <summary>Follows the records, issues the cards that are due, and withdraws those that a change of their record refutes.</summary>
/// <remarks>
/// Safe to repeat, to run twice at once and to stop anywhere: each transaction holds the lane of supervision, and a card's key is unique.
/// Records that arrive together with history issue nothing: a rule speaks only of instants while it is in force.
/// </remarks>
public sealed class CardIssuer(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    CardEvents events,
    DistrictTime time,
    WakeSignals signals
)
{
    private const int RecordsPerLook = 20_000;
    private const int RecordsPerTransaction = 1_000;

    /// <summary>Follows what is new, then issues all that is due now.</summary>
    /// <returns>Number of cards issued and withdrawn.</returns>
    public async Task<(int Issued, int Withdrawn)> RunAsync(CancellationToken cancellation = default)
    {
        await ActivateAsync(cancellation);
        while (await FollowNewAsync(cancellation)) { }
        var (issued, withdrawn) = (0, 0);
        for (int? some; (some = await FollowChangesAsync(cancellation)) is not null; )
            withdrawn += some.Value;
        for (int? some; (some = await IssueSomeAsync(cancellation)) is not null; )
            issued += some.Value;
        if (issued + withdrawn > 0)
            signals.Raise(WakeTopic.CardsChanged);
        return (issued, withdrawn);
    }

    /// <summary>Whether records, or changes of them, have come that were not followed yet.</summary>
    public async Task<bool> HasNewsAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.SupervisionProgress.AsNoTracking().SingleOrDefaultAsync(cancellation) is not { } seen
            || await db.Records.AnyAsync(r => r.Id > seen.LastRecordId, cancellation)
            || await db.RecordChanges.AnyAsync(c => c.Id > seen.LastChangeId, cancellation);
    }

    /// <summary>The next instant at which a rule speaks of a known record; null when none will.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db
            .WatchedRecords.Where(w => w.NextAt != null)
            .OrderBy(w => w.NextAt)
            .Select(w => w.NextAt)
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Puts the shipped rules in force, from now on, where there is no rule yet.</summary>
    private async Task ActivateAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.SupervisionProgress.AnyAsync(cancellation))
            return;
        await using var transaction = await gate.BeginAsync(db, WriteLane.Supervision, cancellation);
        if (await db.SupervisionProgress.AnyAsync(cancellation))
            return;
        if (!await db.WarningRules.AnyAsync(cancellation))
            db.WarningRules.AddRange(ShippedRules.From(time.Now, Actor.System.Name));
        // What changed before is seen when the records are looked at for the first time.
        var changes = await db.RecordChanges.MaxAsync(c => (long?)c.Id, cancellation) ?? 0;
        db.SupervisionProgress.Add(new() { LastChangeId = changes });
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Watches those of the next new records of which a rule will speak.</summary>
    /// <returns>Whether there may be more.</returns>
    private async Task<bool> FollowNewAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var seen = await db.SupervisionProgress.AsNoTracking().SingleAsync(cancellation);
        // Asked before the gate, to not wait in vain.
        if (await NewRecords.LastOfNextAsync(db, seen.LastRecordId, RecordsPerLook, cancellation) is not { } last)
            return false;
        await using var transaction = await gate.BeginAsync(db, WriteLane.Supervision, cancellation);
        var progress = await db.SupervisionProgress.SingleAsync(cancellation);
        if (progress.LastRecordId != seen.LastRecordId)
            return true; // another process was first
        var book = await ReadRulesAsync(db, cancellation);
        if (book.Since is { } since)
        {
            var records = await db
                .Records.AsNoTracking()
                .Where(r => r.Id > seen.LastRecordId && r.Id <= last && (r.ClosedAt == null || r.ClosedAt >= since))
                .ToListAsync(cancellation);
            // After a change of rules all records are new again, and some are watched already.
            var watched = await db
                .WatchedRecords.Where(w => w.SubjectId > seen.LastRecordId && w.SubjectId <= last)
                .Select(w => w.SubjectId)
                .ToHashSetAsync(cancellation);
            await WatchAsync(db, records.FindAll(r => !watched.Contains(r.Id)), book, cancellation);
        }
        progress.LastRecordId = last;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private static async Task WatchAsync(PortalDb db, List<ServiceRecord> records, RuleBook book, CancellationToken cancellation)
    {
        var watched = new List<WatchedRecord>();
        foreach (var record in records)
        {
            var one = new WatchedRecord { Subject = SubjectOf(record), SubjectId = record.Id };
            one.NextAt = new RecordReview(record, one, [], book.Ladder, book.Unanswered).NextAfter(DateTimeOffset.MinValue);
            if (one.NextAt is not null)
                watched.Add(one);
        }
        await BulkRows.InsertAsync(db, watched, numbered: true, cancellation);
    }

    /// <summary>Looks again at the records that messages have changed since the last time.</summary>
    /// <returns>The number of cards withdrawn; null when no change is left.</returns>
    private async Task<int?> FollowChangesAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var seen = await db.SupervisionProgress.AsNoTracking().SingleAsync(cancellation);
        if (!await db.RecordChanges.AnyAsync(c => c.Id > seen.LastChangeId, cancellation))
            return null;
        await using var transaction = await gate.BeginAsync(db, WriteLane.Supervision, cancellation);
        var progress = await db.SupervisionProgress.SingleAsync(cancellation);
        var changes = await db
            .RecordChanges.AsNoTracking()
            .Where(c => c.Id > progress.LastChangeId)
            .OrderBy(c => c.Id)
            .Take(RecordsPerTransaction)
            .ToListAsync(cancellation);
        if (changes.Count == 0)
            return null;
        var reopened = changes.Where(IsReopening).ToLookup(c => c.RecordId, c => c.At);
        var withdrawn = await LookAgainAsync(db, [.. changes.Select(c => c.RecordId).Distinct()], reopened, cancellation);
        progress.LastChangeId = changes[^1].Id;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return withdrawn;
    }

    private static bool IsReopening(RecordChange change) =>
        FieldChanges.Read(change.Fields).Any(field => field is { Field: ChangedField.ClosedAt, Before: not null, After: null });

    private async Task<int> LookAgainAsync(PortalDb db, long[] ids, ILookup<long, DateTimeOffset> reopened, CancellationToken cancellation)
    {
        var book = await ReadRulesAsync(db, cancellation);
        var records = await db.Records.AsNoTracking().Where(r => EF.Parameter(ids).Contains(r.Id)).ToListAsync(cancellation);
        var watched = await db
            .WatchedRecords.Where(w => EF.Parameter(ids).Contains(w.SubjectId))
            .ToDictionaryAsync(w => (w.Subject, w.SubjectId), cancellation);
        var cards = await CardsOfAsync(db, ids, cancellation);
        var withdrawn = 0;
        foreach (var record in records)
        {
            var subject = SubjectOf(record);
            var isNew = !watched.TryGetValue((subject, record.Id), out var one);
            one ??= new() { Subject = subject, SubjectId = record.Id };
            var review = new RecordReview(record, one, [.. cards[(subject, record.Id)]], book.Ladder, book.Unanswered);
            foreach (var at in reopened[record.Id])
                review.Reopen(at);
            withdrawn += Refute(review);
            one.NextAt = review.NextAfter(DateTimeOffset.MinValue);
            if (isNew && (one.NextAt is not null || one.Episode > 1))
                db.WatchedRecords.Add(one);
        }
        await events.WriteAsync(db, cards.SelectMany(own => own), cancellation);
        return withdrawn;
    }

    private int Refute(RecordReview review)
    {
        var refuted = review.Refuted();
        foreach (var card in refuted)
        {
            if (card.Refute(Actor.System, time.Now) is { } refusal)
                throw new InvalidOperationException($"A card that counts was not refuted: {refusal}.");
        }
        if (refuted.Count > 0)
            review.BeginAfterRefutation();
        return refuted.Count;
    }

    /// <summary>Issues the cards of some of the records of which a rule speaks by now.</summary>
    /// <returns>The number of cards; null when no record is left.</returns>
    private async Task<int?> IssueSomeAsync(CancellationToken cancellation)
    {
        var now = time.Now;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!await db.WatchedRecords.AnyAsync(w => w.NextAt <= now, cancellation))
            return null;
        await using var transaction = await gate.BeginAsync(db, WriteLane.Supervision, cancellation);
        var watched = await db
            .WatchedRecords.Where(w => w.NextAt <= now)
            .OrderBy(w => w.NextAt)
            .Take(RecordsPerTransaction)
            .ToListAsync(cancellation);
        if (watched.Count == 0)
            return null;
        var ids = watched.Select(w => w.SubjectId).ToArray();
        var book = await ReadRulesAsync(db, cancellation);
        var records = await db
            .Records.AsNoTracking()
            .Where(r => EF.Parameter(ids).Contains(r.Id))
            .ToDictionaryAsync(r => r.Id, cancellation);
        var sources = await SourcesAsync(db, records.Values, cancellation);
        var cards = await CardsOfAsync(db, ids, cancellation);
        var issued = new List<SupervisionCard>();
        foreach (var one in watched)
        {
            if (!records.TryGetValue(one.SubjectId, out var record))
            {
                one.NextAt = null; // records are never deleted; a damaged row must not keep the others waiting
                continue;
            }
            List<SupervisionCard> own = [.. cards[(one.Subject, one.SubjectId)]];
            var review = new RecordReview(record, one, own, book.Ladder, book.Unanswered);
            // A rule may leave no time to answer: the next card follows at once.
            for (IReadOnlyList<LadderStep> due; (due = review.Due(now)).Count > 0; )
            {
                foreach (var step in due)
                    own.Add(book.Issue(step, record, sources.GetValueOrDefault(record.SourceId, ""), one, now));
            }
            issued.AddRange(own.Where(card => card.Id == 0));
            one.NextAt = review.NextAfter(now);
        }
        await AddAsync(db, issued, cancellation);
        await events.WriteAsync(db, issued, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return issued.Count;
    }

    /// <summary>Writes new cards with their first steps, in order, in the transaction of the context.</summary>
    internal static async Task AddAsync(PortalDb db, IReadOnlyList<SupervisionCard> cards, CancellationToken cancellation)
    {
        var ids = await BulkRows.ReserveAsync<SupervisionCard>(db, cards.Count, cancellation);
        foreach (var (card, id) in cards.Zip(ids))
        {
            card.Id = id;
            card.Steps.ForEach(step => step.CardId = id);
        }
        await BulkRows.InsertAsync(db, cards, numbered: true, cancellation);
        await BulkRows.InsertAsync(db, cards.SelectMany(card => card.Steps), numbered: false, cancellation);
    }

    private async Task<RuleBook> ReadRulesAsync(PortalDb db, CancellationToken cancellation) =>
        await RuleBook.ReadAsync(db, await references.GetAsync(cancellation), time, cancellation);

    private static async Task<ILookup<(CardSubject, long), SupervisionCard>> CardsOfAsync(
        PortalDb db,
        long[] ids,
        CancellationToken cancellation
    )
    {
        var cards = await db.SupervisionCards.Where(c => EF.Parameter(ids).Contains(c.SubjectId)).ToListAsync(cancellation);
        return cards.ToLookup(c => (c.Subject, c.SubjectId));
    }

    private static async Task<Dictionary<int, string>> SourcesAsync(
        PortalDb db,
        IEnumerable<ServiceRecord> records,
        CancellationToken cancellation
    )
    {
        var ids = records.Select(r => r.SourceId).Distinct().ToArray();
        return await db.RecordSources.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, cancellation);
    }

    private static CardSubject SubjectOf(ServiceRecord record) => record is Appeal ? CardSubject.Appeal : CardSubject.Case;
}
