using Portal.Domain.Access;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Reviews;

/// <summary>
/// 差评整改: what follows from a rating of 1 or 2. The unit calls the citizen back, verifies, mends and asks again; the office decides on
/// disputes and closes. Every move is a method that returns null, or why it is refused; a refused move changes nothing. None is ever
/// deleted.
/// </summary>
/// <remarks>
/// The first rating alone counts in the satisfaction of figures; the second is kept here. No name and no number of the citizen is kept.
/// </remarks>
public sealed class BadReview : IOfUnit
{
    /// <summary>The best rating that is a bad one.</summary>
    public const byte BestOfBad = 2;

    /// <summary>Its number.</summary>
    public long Id { get; set; }

    /// <summary>The unit that was rated, and has to mend.</summary>
    public int UnitId { get; set; }

    /// <summary>The id of the rated record.</summary>
    public long RecordId { get; set; }

    /// <summary>1, and one more for each rating of the same record that came after a correction.</summary>
    public int Episode { get; set; } = 1;

    /// <summary>The stream of the record.</summary>
    public RecordStream Stream { get; set; }

    /// <summary>The name of the record's source.</summary>
    public required string Source { get; set; }

    /// <summary>The record's number there.</summary>
    public required string CaseNo { get; set; }

    /// <summary>The record's item when it was rated; null without one.</summary>
    public int? ItemId { get; set; }

    /// <summary>The first rating, 1 or 2, as it was when the review was opened.</summary>
    public byte Rating { get; set; }

    /// <summary>When the rating reached the portal.</summary>
    public DateTimeOffset RatedAt { get; set; }

    /// <summary>The district's day of <see cref="RatedAt"/>, by which figures count.</summary>
    public DateOnly RatedDay { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    public ReviewState State { get; set; } = ReviewState.Opened;

    /// <summary>The end of the unit's time to call.</summary>
    public DateTimeOffset CallDueAt { get; set; }

    /// <summary>The end of the unit's time to verify, mend and ask again.</summary>
    public DateTimeOffset MendDueAt { get; set; }

    /// <summary>The one of the two that runs; null when the unit has nothing to do.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>When the unit called first, whether or not it reached the citizen; null before.</summary>
    public DateTimeOffset? CalledAt { get; set; }

    /// <summary>Whether one of the calls reached the citizen; null before the first.</summary>
    public bool? Reached { get; set; }

    /// <summary>The second rating, 1 to 5; null before it, and when the citizen did not answer.</summary>
    public byte? SecondRating { get; set; }

    /// <summary>The office has closed it as mended.</summary>
    public bool IsMended { get; set; }

    /// <summary>Rises with each move.</summary>
    public int Revision { get; set; }

    /// <summary>Its moves, only added to. Loaded for moves.</summary>
    public List<ReviewStep> Steps { get; } = [];

    /// <summary>Whether the unit has to act.</summary>
    public bool AwaitsUnit => State is ReviewState.Opened or ReviewState.Called or ReviewState.Mending or ReviewState.Mended;

    /// <summary>Whether the office has to decide.</summary>
    public bool AwaitsOffice => State is ReviewState.Asked or ReviewState.Disputed;

    /// <summary>Whether it counts in the share that was mended: it was neither struck out nor withdrawn.</summary>
    public bool Counts => State is not (ReviewState.StruckOut or ReviewState.Withdrawn);

    /// <summary>Whether the rating opens a review.</summary>
    public static bool IsBad(byte? rating) => rating is >= 1 and <= BestOfBad;

    /// <summary>Whether the unit has let its time pass.</summary>
    public bool IsLate(DateTimeOffset now) => DueAt < now;

    /// <summary>A review of a record that is rated 1 or 2.</summary>
    /// <param name="record">The record as it is now.</param>
    /// <param name="source">The name of its source.</param>
    /// <param name="episode">As <see cref="Episode"/>.</param>
    /// <param name="ratedAt">When the rating reached the portal.</param>
    /// <param name="ratedDay">The district's day of it.</param>
    /// <param name="due">The ends of the unit's times.</param>
    /// <param name="now">When the review is opened.</param>
    public static BadReview Open(
        ServiceRecord record,
        string source,
        int episode,
        DateTimeOffset ratedAt,
        DateOnly ratedDay,
        ReviewDue due,
        DateTimeOffset now
    )
    {
        if (!IsBad(record.Satisfaction))
            throw new ArgumentOutOfRangeException(nameof(record), record.Satisfaction, "Only ratings of 1 and 2 open a review.");
        var review = new BadReview
        {
            UnitId = record.UnitId,
            RecordId = record.Id,
            Episode = episode,
            Stream = record is Appeal ? RecordStream.Appeals : RecordStream.Cases,
            Source = source,
            CaseNo = record.CaseNo,
            ItemId = record.ItemId,
            Rating = record.Satisfaction!.Value,
            RatedAt = ratedAt,
            RatedDay = ratedDay,
            OpenedAt = now,
            CallDueAt = due.CallAt,
            MendDueAt = due.MendAt,
        };
        review.AddStep(new(ReviewAction.Opened, ReviewState.Opened), Actor.System, now, isFirst: true);
        return review;
    }

    /// <summary>The unit called the citizen back. It may call again as long as it has to act: then the state stays.</summary>
    /// <param name="seenRevision">The revision that the unit saw.</param>
    /// <param name="reached">Whether the call reached the citizen.</param>
    /// <param name="said">What the citizen said; may be blank when nobody was reached.</param>
    /// <param name="actor">Who notes the call.</param>
    /// <param name="now">When.</param>
    public Refusal? Call(int seenRevision, bool reached, string? said, Actor actor, DateTimeOffset now)
    {
        if (!AwaitsUnit)
            return ReviewRefusal.UnitIsNotToCall;
        if ((Changed(seenRevision) ?? (reached ? WrongReason(said) : WrongRemark(said))) is { } refusal)
            return refusal;
        var after = State == ReviewState.Opened ? ReviewState.Called : State;
        AddStep(new(ReviewAction.Called, after, said, reached), actor, now);
        (CalledAt, Reached) = (CalledAt ?? now, Reached is true || reached);
        return null;
    }

    /// <summary>The unit finds the rating justified: it has to mend.</summary>
    /// <param name="seenRevision">The revision that the unit saw.</param>
    /// <param name="finding">What was wrong; never blank.</param>
    /// <param name="actor">Who verified it.</param>
    /// <param name="now">When.</param>
    public Refusal? Verify(int seenRevision, string? finding, Actor actor, DateTimeOffset now) =>
        Judge(new(ReviewAction.Verified, ReviewState.Mending, finding), seenRevision, actor, now);

    /// <summary>The unit finds the rating not justified: the office decides.</summary>
    /// <param name="seenRevision">The revision that the unit saw.</param>
    /// <param name="reason">Never blank.</param>
    /// <param name="actor">Who disputes it.</param>
    /// <param name="now">When.</param>
    public Refusal? Dispute(int seenRevision, string? reason, Actor actor, DateTimeOffset now) =>
        Judge(new(ReviewAction.Disputed, ReviewState.Disputed, reason), seenRevision, actor, now);

    /// <summary>The unit says what it did against the cause.</summary>
    /// <param name="seenRevision">The revision that the unit saw.</param>
    /// <param name="done">Never blank.</param>
    /// <param name="actor">Who says it.</param>
    /// <param name="now">When.</param>
    public Refusal? Mend(int seenRevision, string? done, Actor actor, DateTimeOffset now)
    {
        if (State != ReviewState.Mending)
            return ReviewRefusal.UnitIsNotToMend;
        if ((Changed(seenRevision) ?? WrongReason(done)) is { } refusal)
            return refusal;
        AddStep(new(ReviewAction.Mended, ReviewState.Mended, done), actor, now);
        return null;
    }

    /// <summary>The unit asked the citizen for a second rating.</summary>
    /// <param name="seenRevision">The revision that the unit saw.</param>
    /// <param name="rating">1 to 5; null when the citizen did not answer.</param>
    /// <param name="on">The day of the answer, or of the attempt: from the first rating to today.</param>
    /// <param name="said">May be blank.</param>
    /// <param name="actor">Who notes it.</param>
    /// <param name="now">When.</param>
    /// <param name="today">The district's day at that instant.</param>
    public Refusal? Ask(int seenRevision, int? rating, DateOnly on, string? said, Actor actor, DateTimeOffset now, DateOnly today)
    {
        if (State != ReviewState.Mended)
            return ReviewRefusal.UnitIsNotToAsk;
        if ((Changed(seenRevision) ?? WrongRemark(said)) is { } refusal)
            return refusal;
        if (rating is < 1 or > 5)
            return ReviewRefusal.RatingIsOutOfBounds;
        if (on < RatedDay || on > today)
            return ReviewRefusal.DayIsOutOfBounds;
        AddStep(new(ReviewAction.Asked, ReviewState.Asked, said, Rating: (byte?)rating, On: on), actor, now);
        SecondRating = (byte?)rating;
        return null;
    }

    /// <summary>The office finds a disputed rating justified: the unit has to mend, in a new time.</summary>
    /// <param name="seenRevision">The revision that the office saw.</param>
    /// <param name="reason">Never blank.</param>
    /// <param name="mendDueAt">The end of the unit's new time.</param>
    /// <param name="actor">Who decides.</param>
    /// <param name="now">When.</param>
    public Refusal? Uphold(int seenRevision, string? reason, DateTimeOffset mendDueAt, Actor actor, DateTimeOffset now)
    {
        if (State != ReviewState.Disputed)
            return ReviewRefusal.ReviewIsNotDisputed;
        if ((Changed(seenRevision) ?? WrongReason(reason)) is { } refusal)
            return refusal;
        MendDueAt = mendDueAt;
        AddStep(new(ReviewAction.Upheld, ReviewState.Mending, reason), actor, now);
        return null;
    }

    /// <summary>The office finds a disputed rating not justified. It counts no more here; satisfaction keeps the rating.</summary>
    /// <param name="seenRevision">The revision that the office saw.</param>
    /// <param name="reason">Never blank.</param>
    /// <param name="actor">Who decides.</param>
    /// <param name="now">When.</param>
    public Refusal? StrikeOut(int seenRevision, string? reason, Actor actor, DateTimeOffset now)
    {
        if (State != ReviewState.Disputed)
            return ReviewRefusal.ReviewIsNotDisputed;
        if ((Changed(seenRevision) ?? WrongReason(reason)) is { } refusal)
            return refusal;
        AddStep(new(ReviewAction.StruckOut, ReviewState.StruckOut, reason), actor, now);
        return null;
    }

    /// <summary>The office is not content: the unit has to mend more and ask again, in a new time.</summary>
    /// <inheritdoc cref="Uphold"/>
    public Refusal? SendBack(int seenRevision, string? reason, DateTimeOffset mendDueAt, Actor actor, DateTimeOffset now)
    {
        if (State != ReviewState.Asked)
            return ReviewRefusal.ReviewIsNotAsked;
        if ((Changed(seenRevision) ?? WrongReason(reason)) is { } refusal)
            return refusal;
        MendDueAt = mendDueAt;
        AddStep(new(ReviewAction.SentBack, ReviewState.Mending, reason), actor, now);
        SecondRating = null;
        return null;
    }

    /// <summary>The office closes it.</summary>
    /// <param name="seenRevision">The revision that the office saw.</param>
    /// <param name="isMended">
    /// Whether it is mended. A second rating decides that: 3 to 5 it is, 1 and 2 it is not. Where there is none, the office does.
    /// </param>
    /// <param name="remark">May be blank when it is mended.</param>
    /// <param name="actor">Who closes it.</param>
    /// <param name="now">When.</param>
    public Refusal? Close(int seenRevision, bool isMended, string? remark, Actor actor, DateTimeOffset now)
    {
        if (State != ReviewState.Asked)
            return ReviewRefusal.ReviewIsNotAsked;
        if ((Changed(seenRevision) ?? (isMended ? WrongRemark(remark) : WrongReason(remark))) is { } refusal)
            return refusal;
        if (SecondRating is not null && IsBad(SecondRating) == isMended)
            return ReviewRefusal.RatingDecides;
        AddStep(new(ReviewAction.Closed, ReviewState.Closed, remark, IsMended: isMended), actor, now);
        IsMended = isMended;
        return null;
    }

    /// <summary>The source has corrected the rating, or cleared it: the review counts no more, in whatever state it was.</summary>
    /// <param name="now">When the portal saw it.</param>
    public Refusal? Withdraw(DateTimeOffset now)
    {
        if (State == ReviewState.Withdrawn)
            return ReviewRefusal.ReviewIsWithdrawn;
        AddStep(new(ReviewAction.Withdrawn, ReviewState.Withdrawn, ReviewReasons.RatingCorrected), Actor.System, now);
        return null;
    }

    private Refusal? Judge(Move move, int seenRevision, Actor actor, DateTimeOffset now)
    {
        if (State != ReviewState.Called)
            return ReviewRefusal.UnitIsNotToVerify;
        if ((Changed(seenRevision) ?? WrongReason(move.Text)) is { } refusal)
            return refusal;
        AddStep(move, actor, now);
        return null;
    }

    private Refusal? Changed(int seenRevision) => Revision == seenRevision ? null : ReviewRefusal.ReviewHasChanged;

    private static Refusal? WrongReason(string? text) =>
        ReviewRefusal.OfTexts.OfNeeded(text, ReviewColumns.TextLength) ?? WithPersonalNumber(text);

    private static Refusal? WrongRemark(string? text) =>
        ReviewRefusal.OfTexts.OfRemark(text, ReviewColumns.TextLength) ?? WithPersonalNumber(text);

    private static Refusal? WithPersonalNumber(string? text) =>
        text is not null && PersonalNumbers.AreIn(text) ? ReviewRefusal.TextHasPersonalNumber : null;

    /// <summary>Notes the step, and takes it: the only place that changes state, due time and revision.</summary>
    private void AddStep(Move move, Actor actor, DateTimeOffset now, bool isFirst = false)
    {
        var before = State;
        State = move.After;
        DueAt =
            State == ReviewState.Opened ? CallDueAt
            : AwaitsUnit ? MendDueAt
            : null;
        Steps.Add(
            new()
            {
                Action = move.Action,
                Before = isFirst ? null : before,
                After = State,
                DueAt = DueAt,
                Reached = move.Reached,
                Rating = move.Rating,
                On = move.On,
                IsMended = move.IsMended,
                Text = string.IsNullOrWhiteSpace(move.Text) ? null : move.Text.Trim(),
                By = actor.Name,
                At = now,
            }
        );
        Revision++;
    }

    /// <summary>A move that no rule refuses.</summary>
    private sealed record Move(
        ReviewAction Action,
        ReviewState After,
        string? Text = null,
        bool? Reached = null,
        byte? Rating = null,
        DateOnly? On = null,
        bool? IsMended = null
    );
}
