using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Clocks;
using Portal.Domain.Supervision.Issuing;
using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Demonstration.Supervision;

/// <summary>
/// Writes the cards of the demonstration: as if supervision had begun on 1 September 2014, with what units answered and the office decided
/// until 31 October.
/// </summary>
/// <remarks>
/// The rules of that time end with it; others begin today. All is written in one transaction, with the rules, so that no job issues a card
/// of that time.
/// </remarks>
public sealed class DemonstrationCards(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    DistrictTime time
)
{
    private static readonly DateOnly s_first = new(2014, 9, 1);
    private static readonly DateOnly s_last = new(2014, 10, 31);

    private static readonly string[] s_answers =
    [
        "窗口人员轮岗，材料交接不及时，已补办并向申请人说明。",
        "当日办件集中，已增设一个窗口，积压件两日内清完。",
        "需外单位核查，函件往来超出预期，已与核查单位约定时限。",
        "系统故障未能及时录入办结，已补录并改为当日核对。",
    ];

    /// <summary>Writes them unless there are cards.</summary>
    public async Task FillAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Supervision, cancellation);
        if (await db.SupervisionCards.AnyAsync(cancellation))
            return;
        await AddRulesAsync(db, cancellation);
        var reference = await references.GetAsync(cancellation);
        var book = await RuleBook.ReadAsync(db, reference, time, cancellation);
        var sources = await db.RecordSources.ToDictionaryAsync(s => s.Id, s => s.Name, cancellation);
        var year = new Handling(book, new WorkingClock(reference.Calendar, time), time.StartOf(s_first), time.EndOf(s_last));
        var cards = new List<SupervisionCard>();
        foreach (var record in await RecordsAsync(db, cancellation))
        {
            var (watched, own) = year.Of(record, sources[record.SourceId]);
            if (watched.NextAt is not null || own.Count > 0)
                db.WatchedRecords.Add(watched);
            cards.AddRange(own);
        }
        // Ids rise with the time of issue.
        await CardIssuer.AddAsync(db, [.. cards.OrderBy(card => card.IssuedAt)], cancellation);
        await SetProgressAsync(db, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task AddRulesAsync(PortalDb db, CancellationToken cancellation)
    {
        // A job may have put the rules of today in force already.
        var present = await db.WarningRules.ToListAsync(cancellation);
        if (present.Count == 0)
            db.WarningRules.AddRange(present = [.. ShippedRules.From(time.Now, Actor.System.Name)]);
        foreach (var rule in present)
            rule.Number++;
        await db.SaveChangesAsync(cancellation);
        foreach (var rule in ShippedRules.From(time.StartOf(s_first), Actor.System.Name))
        {
            rule.ValidUntil ??= time.StartOf(s_last.AddDays(1));
            db.WarningRules.Add(rule);
        }
        await db.SaveChangesAsync(cancellation);
    }

    private static async Task SetProgressAsync(PortalDb db, CancellationToken cancellation)
    {
        var progress = await db.SupervisionProgress.SingleOrDefaultAsync(cancellation);
        if (progress is null)
            db.SupervisionProgress.Add(progress = new());
        progress.LastRecordId = await db.Records.MaxAsync(r => (long?)r.Id, cancellation) ?? 0;
        progress.LastChangeId = await db.RecordChanges.MaxAsync(c => (long?)c.Id, cancellation) ?? 0;
    }

    /// <summary>The records that were open at some time in these months and have a limit.</summary>
    private Task<List<ServiceRecord>> RecordsAsync(PortalDb db, CancellationToken cancellation)
    {
        var (from, to) = (time.StartOf(s_first), time.EndOf(s_last));
        return db
            .Records.AsNoTracking()
            .Where(r => r.AcceptedAt <= to && r.DueAt != null && (r.ClosedAt == null || r.ClosedAt >= from))
            .OrderBy(r => r.Id)
            .ToListAsync(cancellation);
    }

    /// <summary>What happens to the cards of one record, step by step until the end.</summary>
    private sealed class Handling(RuleBook book, WorkingClock clock, DateTimeOffset from, DateTimeOffset end)
    {
        private readonly DeterministicRandom _random = DeterministicRandom.For("cards");

        public (WatchedRecord Watched, IReadOnlyList<SupervisionCard> Cards) Of(ServiceRecord record, string source)
        {
            var watched = new WatchedRecord { Subject = record is Appeal ? CardSubject.Appeal : CardSubject.Case, SubjectId = record.Id };
            var cards = new List<SupervisionCard>();
            var review = new RecordReview(record, watched, cards, book.Ladder, book.Unanswered);
            for (var at = from - DistrictTime.Tick; review.NextAfter(at) is { } next && next <= end; at = next)
            {
                foreach (var step in review.Due(next))
                {
                    var card = book.Issue(step, record, source, watched, next);
                    // Then it was not known yet when the record would be closed.
                    if (record.ClosedAt > next)
                        card.Evidence = (CardEvidence.Read(card.Evidence) with { ClosedAt = null }).ToJson();
                    cards.Add(card);
                    Handle(card);
                }
            }
            watched.NextAt = review.NextAfter(end);
            return (watched, cards);
        }

        private void Handle(SupervisionCard card)
        {
            var unit = Person("经办人");
            if (!Later(card.IssuedAt, 10, 240, out var seen))
                return;
            Do(card.Acknowledge(unit, seen));
            // One in ten lets the time to answer pass.
            if (!card.AwaitsAnswer || _random.Chance(0.1) || !Later(seen, 60, 700, out var answered))
                return;
            Do(card.Answer(s_answers[_random.Between(0, s_answers.Length - 1)], unit, answered));
            if (!Later(answered, 60, 900, out var decided))
                return;
            var office = Person("区效能办");
            if (_random.Chance(0.1))
                Do(
                    card.SendBack(
                        card.Revision,
                        "请说明今后如何避免。",
                        book.AnswerDueAt(card.Level, card.Desk, card.UnitId, decided),
                        office,
                        decided
                    )
                );
            else
                Do(card.Close(card.Revision, remark: null, office, decided));
        }

        /// <summary>Some working time later; false when that is after the end.</summary>
        private bool Later(DateTimeOffset at, int least, int most, out DateTimeOffset later)
        {
            later = clock.After(at, TimeSpan.FromMinutes(_random.Between(least, most)), WorkingHours.Default)!.Value;
            return later <= end;
        }

        private static Actor Person(string name) => Actor.Of(name, name, [], DateOnly.MaxValue);

        private static void Do(Refusal? refusal)
        {
            if (refusal is not null)
                throw new InvalidOperationException($"A card of the demonstration cannot be moved: {refusal}.");
        }
    }
}
