using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Domain.Reviews;

/// <summary>
/// Moves bad reviews between unit and office: loads the review, calls its move, and stores the result in one transaction. The rules are the
/// review's own (<see cref="BadReview"/>). Every move returns null when it is done, or why it was refused.
/// </summary>
public sealed class ReviewMoves(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    ReviewLimits limits,
    DistrictTime time,
    WakeSignals signals
)
{
    /// <inheritdoc cref="BadReview.Call"/>
    public Task<Refusal?> CallAsync(
        Actor actor,
        long id,
        int seenRevision,
        bool reached,
        string? said,
        CancellationToken cancellation = default
    ) =>
        MoveAsync(
            actor,
            Permissions.TasksWrite,
            id,
            (review, _) => review.Call(seenRevision, reached, said, actor, time.Now),
            cancellation
        );

    /// <inheritdoc cref="BadReview.Verify"/>
    public Task<Refusal?> VerifyAsync(Actor actor, long id, int seenRevision, string? finding, CancellationToken cancellation = default) =>
        MoveAsync(actor, Permissions.TasksWrite, id, (review, _) => review.Verify(seenRevision, finding, actor, time.Now), cancellation);

    /// <inheritdoc cref="BadReview.Dispute"/>
    public Task<Refusal?> DisputeAsync(Actor actor, long id, int seenRevision, string? reason, CancellationToken cancellation = default) =>
        MoveAsync(actor, Permissions.TasksWrite, id, (review, _) => review.Dispute(seenRevision, reason, actor, time.Now), cancellation);

    /// <inheritdoc cref="BadReview.Mend"/>
    public Task<Refusal?> MendAsync(Actor actor, long id, int seenRevision, string? done, CancellationToken cancellation = default) =>
        MoveAsync(actor, Permissions.TasksWrite, id, (review, _) => review.Mend(seenRevision, done, actor, time.Now), cancellation);

    /// <inheritdoc cref="BadReview.Ask"/>
    public Task<Refusal?> AskAsync(
        Actor actor,
        long id,
        int seenRevision,
        int? rating,
        DateOnly on,
        string? said,
        CancellationToken cancellation = default
    ) =>
        MoveAsync(
            actor,
            Permissions.TasksWrite,
            id,
            (review, _) => review.Ask(seenRevision, rating, on, said, actor, time.Now, time.Today),
            cancellation
        );

    /// <inheritdoc cref="BadReview.Uphold"/>
    public Task<Refusal?> UpholdAsync(Actor actor, long id, int seenRevision, string? reason, CancellationToken cancellation = default) =>
        MoveAsync(
            actor,
            Permissions.TasksDecide,
            id,
            (review, clock) => review.Uphold(seenRevision, reason, clock.MendAt(review.UnitId, time.Now), actor, time.Now),
            cancellation
        );

    /// <inheritdoc cref="BadReview.StrikeOut"/>
    public Task<Refusal?> StrikeOutAsync(
        Actor actor,
        long id,
        int seenRevision,
        string? reason,
        CancellationToken cancellation = default
    ) =>
        MoveAsync(actor, Permissions.TasksDecide, id, (review, _) => review.StrikeOut(seenRevision, reason, actor, time.Now), cancellation);

    /// <inheritdoc cref="BadReview.SendBack"/>
    public Task<Refusal?> SendBackAsync(Actor actor, long id, int seenRevision, string? reason, CancellationToken cancellation = default) =>
        MoveAsync(
            actor,
            Permissions.TasksDecide,
            id,
            (review, clock) => review.SendBack(seenRevision, reason, clock.MendAt(review.UnitId, time.Now), actor, time.Now),
            cancellation
        );

    /// <inheritdoc cref="BadReview.Close"/>
    public Task<Refusal?> CloseAsync(
        Actor actor,
        long id,
        int seenRevision,
        bool isMended,
        string? remark,
        CancellationToken cancellation = default
    ) =>
        MoveAsync(
            actor,
            Permissions.TasksDecide,
            id,
            (review, _) => review.Close(seenRevision, isMended, remark, actor, time.Now),
            cancellation
        );

    /// <param name="actor">Who moves it.</param>
    /// <param name="permission">Needed for the review's unit.</param>
    /// <param name="id">The review's number.</param>
    /// <param name="move">The move of the review.</param>
    /// <param name="cancellation">Cancels it.</param>
    private async Task<Refusal?> MoveAsync(
        Actor actor,
        string permission,
        long id,
        Func<BadReview, ReviewClock, Refusal?> move,
        CancellationToken cancellation
    )
    {
        var reference = await references.GetAsync(cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reviews, cancellation);
        var review = await db.BadReviews.SingleOrDefaultAsync(r => r.Id == id, cancellation);
        if (review is null || !actor.ScopeFor(permission).Contains(reference.Units, review.UnitId, time.Today))
            return ReviewRefusal.ReviewUnknown;
        var clock = await ReviewClock.ReadAsync(db, limits, reference, time, cancellation);
        if (move(review, clock) is { } refusal)
            return refusal;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        signals.Raise(WakeTopic.ReviewsChanged, review.Id);
        return null;
    }
}
