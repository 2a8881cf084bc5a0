using Portal.Domain.Records;
using Portal.Domain.Reviews;
using Portal.Domain.Shared;

namespace Portal.Reviews;

/// <summary>A bad review in the API.</summary>
/// <param name="Id">Its number; rises with the time of the opening.</param>
/// <param name="Unit">Code of the unit that was rated.</param>
/// <param name="State">opened, called, mending, mended, asked, disputed, closed, struckOut or withdrawn.</param>
/// <param name="Late">The unit has let its time pass.</param>
/// <param name="Stream">cases or appeals: the stream of the rated record.</param>
/// <param name="Source">The record's source.</param>
/// <param name="CaseNo">The record's number there.</param>
/// <param name="Episode">1, and more after a correction of the rating.</param>
/// <param name="Rating">The first rating, 1 or 2.</param>
/// <param name="RatedAt">When it reached the portal.</param>
/// <param name="CallDueAt">The end of the time to call back.</param>
/// <param name="CalledAt">When the unit called first; null before.</param>
/// <param name="DueAt">The end of the time that runs; null when the unit has nothing to do.</param>
/// <param name="SecondRating">1 to 5; null before it, and when the citizen did not answer.</param>
/// <param name="Mended">It was closed as mended.</param>
/// <param name="Steps">Its history in order; null in lists.</param>
public sealed record ReviewAnswer(
    long Id,
    string Unit,
    ReviewState State,
    bool Late,
    RecordStream Stream,
    string Source,
    string CaseNo,
    int Episode,
    int Rating,
    DateTimeOffset RatedAt,
    DateTimeOffset CallDueAt,
    DateTimeOffset? CalledAt,
    DateTimeOffset? DueAt,
    int? SecondRating,
    bool Mended,
    IReadOnlyList<ReviewStepAnswer>? Steps
)
{
    internal static ReviewAnswer Of(ReviewView review, DistrictTime time, bool isWhole) =>
        new(
            review.Id,
            review.UnitCode,
            review.State,
            review.IsLate,
            review.Stream,
            review.Source,
            review.CaseNo,
            review.Episode,
            review.Rating,
            time.ToLocal(review.RatedAt),
            time.ToLocal(review.CallDueAt),
            review.CalledAt is { } called ? time.ToLocal(called) : null,
            review.DueAt is { } due ? time.ToLocal(due) : null,
            review.SecondRating,
            review.IsMended,
            isWhole ? [.. review.Steps.Select(step => ReviewStepAnswer.Of(step, time))] : null
        );
}

/// <summary>A step of a bad review in the API.</summary>
/// <param name="Action">opened, called, verified, disputed, mended, asked, upheld, struckOut, sentBack, closed or withdrawn.</param>
/// <param name="Before">The state before; null of the first step.</param>
/// <param name="After">The state after.</param>
/// <param name="DueAt">The end of the unit's time after the step; null when the unit has nothing to do.</param>
/// <param name="Reached">Of a call: whether it reached the citizen.</param>
/// <param name="Rating">Of the question for a second rating: 1 to 5; null when it was not answered.</param>
/// <param name="On">Of the same question: the day.</param>
/// <param name="Mended">Of closing: whether it was mended.</param>
/// <param name="Text">What was said; <c>rating.corrected</c> of a withdrawal; null where nothing was.</param>
/// <param name="By">Who made it.</param>
/// <param name="At">When.</param>
public sealed record ReviewStepAnswer(
    ReviewAction Action,
    ReviewState? Before,
    ReviewState After,
    DateTimeOffset? DueAt,
    bool? Reached,
    int? Rating,
    DateOnly? On,
    bool? Mended,
    string? Text,
    string By,
    DateTimeOffset At
)
{
    internal static ReviewStepAnswer Of(ReviewStep step, DistrictTime time) =>
        new(
            step.Action,
            step.Before,
            step.After,
            step.DueAt is { } due ? time.ToLocal(due) : null,
            step.Reached,
            step.Rating,
            step.On,
            step.IsMended,
            step.Text,
            step.By,
            time.ToLocal(step.At)
        );
}
