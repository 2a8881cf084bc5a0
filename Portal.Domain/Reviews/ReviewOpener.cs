using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Records.Changes;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Domain.Reviews;

/// <summary>Follows the ratings of records: opens a review for each of 1 or 2, and withdraws those that their source corrects.</summary>
/// <remarks>
/// Safe to repeat, to run twice at once and to stop anywhere: each transaction holds the lane of reviews; record and episode are unique.
/// Only ratings after the first run open a review. Of a record that is new to the portal the time of its rating is not known: it is history
/// when the record was closed before the first run.
/// </remarks>
public sealed class ReviewOpener(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    ReviewLimits limits,
    DistrictTime time,
    WakeSignals signals
)
{
    private const int RecordsPerLook = 20_000;
    private const int ChangesPerTransaction = 2_000;

    /// <summary>Follows what is new.</summary>
    /// <returns>Number of reviews opened and withdrawn.</returns>
    public async Task<(int Opened, int Withdrawn)> RunAsync(CancellationToken cancellation = default)
    {
        await ActivateAsync(cancellation);
        var (opened, withdrawn) = (0, 0);
        for (int? some; (some = await FollowNewAsync(cancellation)) is not null; )
            opened += some.Value;
        for ((int Opened, int Withdrawn)? some; (some = await FollowChangesAsync(cancellation)) is not null; )
            (opened, withdrawn) = (opened + some.Value.Opened, withdrawn + some.Value.Withdrawn);
        if (opened + withdrawn > 0)
            signals.Raise(WakeTopic.ReviewsChanged);
        return (opened, withdrawn);
    }

    /// <summary>Ratings count from now on, where they did not yet.</summary>
    private async Task ActivateAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.ReviewProgress.AnyAsync(cancellation))
            return;
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reviews, cancellation);
        if (await db.ReviewProgress.AnyAsync(cancellation))
            return;
        db.ReviewProgress.Add(await ProgressOfAllAsync(db, time.Now, cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>A progress that has everything stored so far behind it.</summary>
    internal static async Task<ReviewProgress> ProgressOfAllAsync(PortalDb db, DateTimeOffset since, CancellationToken cancellation) =>
        new()
        {
            Since = since,
            LastRecordId = await db.Records.MaxAsync(r => (long?)r.Id, cancellation) ?? 0,
            LastChangeId = await db.RecordChanges.MaxAsync(c => (long?)c.Id, cancellation) ?? 0,
        };

    /// <summary>Opens reviews for the next new records that are rated 1 or 2.</summary>
    /// <returns>The number of reviews; null when no record is left.</returns>
    private async Task<int?> FollowNewAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var seen = await db.ReviewProgress.AsNoTracking().SingleAsync(cancellation);
        // Asked before the gate, to not wait in vain.
        if (await NewRecords.LastOfNextAsync(db, seen.LastRecordId, RecordsPerLook, cancellation) is not { } last)
            return null;
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reviews, cancellation);
        var progress = await db.ReviewProgress.SingleAsync(cancellation);
        if (progress.LastRecordId != seen.LastRecordId)
            return 0; // another process was first
        var records = await db
            .Records.AsNoTracking()
            .Where(r => r.Id > seen.LastRecordId && r.Id <= last)
            .Where(r => r.Satisfaction != null && r.Satisfaction <= BadReview.BestOfBad)
            .Where(r => r.ClosedAt == null || r.ClosedAt >= seen.Since)
            // A record may come, and change, after the new ones were looked at and before the changes are: then it is followed as a change.
            .Where(r => !db.BadReviews.Any(b => b.RecordId == r.Id))
            .OrderBy(r => r.Id)
            .ToListAsync(cancellation);
        await OpenAsync(db, [.. records.Select(record => (record, 1, time.Now))], cancellation);
        progress.LastRecordId = last;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return records.Count;
    }

    /// <summary>Looks at the records of which messages have changed the rating since the last time.</summary>
    /// <returns>The numbers of reviews; null when no change is left.</returns>
    private async Task<(int Opened, int Withdrawn)?> FollowChangesAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var seen = await db.ReviewProgress.AsNoTracking().SingleAsync(cancellation);
        if (!await db.RecordChanges.AnyAsync(c => c.Id > seen.LastChangeId, cancellation))
            return null;
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reviews, cancellation);
        var progress = await db.ReviewProgress.SingleAsync(cancellation);
        var changes = await db
            .RecordChanges.AsNoTracking()
            .Where(c => c.Id > progress.LastChangeId)
            .OrderBy(c => c.Id)
            .Take(ChangesPerTransaction)
            .ToListAsync(cancellation);
        if (changes.Count == 0)
            return null;
        var done = await FollowAsync(db, [.. changes.SelectMany(RatingChange.Of)], cancellation);
        progress.LastChangeId = changes[^1].Id;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return done;
    }

    /// <summary>The record as it stands decides; of what it was meanwhile only the time of the bad rating is asked.</summary>
    private async Task<(int Opened, int Withdrawn)> FollowAsync(
        PortalDb db,
        IReadOnlyList<RatingChange> changes,
        CancellationToken cancellation
    )
    {
        if (changes.Count == 0)
            return (0, 0);
        var ids = changes.Select(c => c.RecordId).Distinct().ToArray();
        var records = await db.Records.AsNoTracking().Where(r => EF.Parameter(ids).Contains(r.Id)).ToListAsync(cancellation);
        var reviews = (await db.BadReviews.Where(r => EF.Parameter(ids).Contains(r.RecordId)).ToListAsync(cancellation)).ToLookup(r =>
            r.RecordId
        );
        var turned = changes.Where(c => c.TurnsBad).ToLookup(c => c.RecordId, c => c.At);
        var (due, withdrawn) = (new List<(ServiceRecord, int Episode, DateTimeOffset RatedAt)>(), 0);
        foreach (var record in records)
        {
            var latest = reviews[record.Id].MaxBy(r => r.Episode);
            var isOver = latest is null or { State: ReviewState.Withdrawn };
            if (BadReview.IsBad(record.Satisfaction) && isOver && turned[record.Id].Any())
                due.Add((record, (latest?.Episode ?? 0) + 1, turned[record.Id].Last()));
            else if (!BadReview.IsBad(record.Satisfaction) && !isOver)
                withdrawn += Withdraw(latest!);
        }
        await OpenAsync(db, due, cancellation);
        return (due.Count, withdrawn);
    }

    private int Withdraw(BadReview review) =>
        review.Withdraw(time.Now) is { } refusal
            ? throw new InvalidOperationException($"A review that counts was not withdrawn: {refusal}.")
            : 1;

    private async Task OpenAsync(
        PortalDb db,
        IReadOnlyList<(ServiceRecord Record, int Episode, DateTimeOffset RatedAt)> due,
        CancellationToken cancellation
    )
    {
        if (due.Count == 0)
            return;
        var clock = await ReviewClock.ReadAsync(db, limits, await references.GetAsync(cancellation), time, cancellation);
        var sourceIds = due.Select(d => d.Record.SourceId).Distinct().ToArray();
        var sources = await db.RecordSources.Where(s => sourceIds.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, cancellation);
        foreach (var (record, episode, ratedAt) in due)
        {
            var now = time.Now;
            db.BadReviews.Add(
                BadReview.Open(
                    record,
                    sources.GetValueOrDefault(record.SourceId, ""),
                    episode,
                    ratedAt,
                    time.DayOf(ratedAt),
                    clock.Of(record.UnitId, now),
                    now
                )
            );
        }
    }

    /// <summary>A message that changed a rating.</summary>
    /// <param name="TurnsBad">From none, or 3 to 5, to 1 or 2.</param>
    private sealed record RatingChange(long RecordId, DateTimeOffset At, bool TurnsBad)
    {
        public static IEnumerable<RatingChange> Of(RecordChange change)
        {
            // Most changes are of other fields.
            if (!change.Fields.Contains(nameof(ChangedField.Satisfaction), StringComparison.Ordinal))
                return [];
            return FieldChanges
                .Read(change.Fields)
                .Where(field => field.Field == ChangedField.Satisfaction)
                .Select(field => new RatingChange(change.RecordId, change.At, !IsBad(field.Before) && IsBad(field.After)));
        }

        private static bool IsBad(string? grade) =>
            byte.TryParse(grade, NumberStyles.None, CultureInfo.InvariantCulture, out var rating) && BadReview.IsBad(rating);
    }
}
