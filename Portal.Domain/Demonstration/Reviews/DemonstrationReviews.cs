using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Records;
using Portal.Domain.Reviews;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Clocks;

namespace Portal.Domain.Demonstration.Reviews;

/// <summary>
/// Writes the bad reviews of the demonstration: as if they had been followed from 1 September 2014 on, with what units did and the office
/// decided until 31 October. All of it is invented.
/// </summary>
/// <remarks>All is written in one transaction, with how far records are followed, so that no job opens a review of that time.</remarks>
public sealed class DemonstrationReviews(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    ReviewLimits limits,
    DistrictTime time
)
{
    private const int MostReviews = 160;

    private static readonly DateOnly s_first = new(2014, 9, 1);
    private static readonly DateOnly s_last = new(2014, 10, 31);

    /// <summary>Writes them unless there are reviews.</summary>
    public async Task FillAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reviews, cancellation);
        if (await db.BadReviews.AnyAsync(cancellation))
            return;
        var reference = await references.GetAsync(cancellation);
        var clock = await ReviewClock.ReadAsync(db, limits, reference, time, cancellation);
        var sources = await db.RecordSources.ToDictionaryAsync(s => s.Id, s => s.Name, cancellation);
        var course = new Course(clock, new WorkingClock(reference.Calendar, time), time, time.EndOf(s_last));
        foreach (var record in await RecordsAsync(db, cancellation))
            db.BadReviews.Add(course.Of(record, sources[record.SourceId]));
        await SetProgressAsync(db, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task SetProgressAsync(PortalDb db, CancellationToken cancellation)
    {
        var all = await ReviewOpener.ProgressOfAllAsync(db, time.Now, cancellation);
        // A job may have begun to follow records already.
        if (await db.ReviewProgress.SingleOrDefaultAsync(cancellation) is { } present)
            (present.LastRecordId, present.LastChangeId) = (all.LastRecordId, all.LastChangeId);
        else
            db.ReviewProgress.Add(all);
    }

    /// <summary>The records of these months that were rated 1 or 2, in the order in which they were closed.</summary>
    private Task<List<ServiceRecord>> RecordsAsync(PortalDb db, CancellationToken cancellation)
    {
        var (from, to) = (time.StartOf(s_first), time.EndOf(s_last));
        return db
            .Records.AsNoTracking()
            .Where(r => r.Satisfaction != null && r.Satisfaction <= BadReview.BestOfBad && r.ClosedAt >= from && r.ClosedAt <= to)
            .OrderByDescending(r => r.ClosedAt)
            .ThenByDescending(r => r.Id)
            .Take(MostReviews)
            .OrderBy(r => r.ClosedAt)
            .ThenBy(r => r.Id)
            .ToListAsync(cancellation);
    }

    /// <summary>What happens to the review of one record, step by step until the end.</summary>
    private sealed class Course(ReviewClock limits, WorkingClock clock, DistrictTime time, DateTimeOffset end)
    {
        private static readonly string[] s_complaints =
        [
            "反映窗口等候时间长，叫号后又等了近一小时。",
            "反映材料要求前后不一，多跑了一趟。",
            "反映工作人员解释不清，态度不够耐心。",
            "反映办结后未及时通知，自行查询才知道。",
        ];

        private static readonly string[] s_findings =
        [
            "核实属实：当日窗口只开一半，未及时疏导。",
            "核实属实：一次性告知单内容有遗漏。",
            "核实属实：新到窗口人员业务不熟。",
        ];

        private static readonly string[] s_measures =
        [
            "已向当事人致歉；增设引导人员，高峰时段窗口全开。",
            "已修订一次性告知单，并当面说明补正材料。",
            "已安排业务培训，由老同志带岗一个月。",
        ];

        private readonly DeterministicRandom _random = DeterministicRandom.For("reviews");

        public BadReview Of(ServiceRecord record, string source)
        {
            var at = record.ClosedAt!.Value;
            var review = BadReview.Open(record, source, episode: 1, at, time.DayOf(at), limits.Of(record.UnitId, at), at);
            Handle(review);
            return review;
        }

        private void Handle(BadReview review)
        {
            var (unit, office) = (Person("经办人"), Person("区效能办"));
            // One in eight is called late.
            var isLate = _random.Chance(0.125);
            if (!Later(review.OpenedAt, isLate ? 400 : 20, isLate ? 900 : 300, out var called))
                return;
            var (reached, said) = (_random.Chance(0.85), Any(s_complaints));
            Do(review.Call(review.Revision, reached, reached ? said : "两次拨打均无人接听。", unit, called));
            if (!Later(called, 60, 500, out var verified))
                return;
            if (_random.Chance(0.12))
            {
                Do(review.Dispute(review.Revision, "评价对象不是本窗口：当日未在本窗口办理。", unit, verified));
                if (!Later(verified, 120, 900, out var decided))
                    return;
                if (_random.Chance(0.5))
                {
                    Do(review.StrikeOut(review.Revision, "经查叫号记录，评价对象有误。", office, decided));
                    return;
                }
                Do(review.Uphold(review.Revision, "叫号记录显示在本窗口。", limits.MendAt(review.UnitId, decided), office, decided));
                verified = decided;
            }
            else
            {
                Do(review.Verify(review.Revision, Any(s_findings), unit, verified));
            }
            Mend(review, verified, unit, office);
        }

        private void Mend(BadReview review, DateTimeOffset verified, Actor unit, Actor office)
        {
            // One in eight is left lying.
            if (_random.Chance(0.125) || !Later(verified, 300, 3_000, out var mended))
                return;
            Do(review.Mend(review.Revision, Any(s_measures), unit, mended));
            if (!Later(mended, 60, 900, out var asked))
                return;
            int? second =
                _random.Chance(0.25) ? null
                : _random.Chance(0.1) ? 2
                : _random.Between(3, 5);
            Do(review.Ask(review.Revision, second, time.DayOf(asked), said: null, unit, asked, time.DayOf(asked)));
            if (!Later(asked, 60, 900, out var closed))
                return;
            if (second is null or >= 3)
                Do(review.Close(review.Revision, isMended: true, remark: null, office, closed));
            else if (_random.Chance(0.5))
                Do(review.SendBack(review.Revision, "请再次整改。", limits.MendAt(review.UnitId, closed), office, closed));
            else
                Do(review.Close(review.Revision, isMended: false, "再次评价仍不满意，转入常态改进。", office, closed));
        }

        private string Any(string[] texts) => texts[_random.Between(0, texts.Length - 1)];

        /// <summary>Some working time later, in minutes; false when that is after the end.</summary>
        private bool Later(DateTimeOffset at, int least, int most, out DateTimeOffset later)
        {
            later = clock.After(at, TimeSpan.FromMinutes(_random.Between(least, most)), WorkingHours.Default)!.Value;
            return later <= end;
        }

        private static Actor Person(string name) => Actor.Of(name, name, [], DateOnly.MaxValue);

        private static void Do(Refusal? refusal)
        {
            if (refusal is not null)
                throw new InvalidOperationException($"A review of the demonstration cannot be moved: {refusal}.");
        }
    }
}
