using System.Net;
using Portal.Domain.Shared;

namespace Portal.Domain.Reviews;

/// <summary>The refusals about bad reviews.</summary>
public static class ReviewRefusal
{
    private static readonly Refusal.Texts s_texts = new(typeof(ReviewRefusal));

    /// <summary>There is no such review, or its unit is outside the actor's scope.</summary>
    public static Refusal ReviewUnknown { get; } = s_texts.Of("review.unknown", HttpStatusCode.NotFound);

    /// <summary>The review has another revision than the one that the actor saw.</summary>
    public static Refusal ReviewHasChanged { get; } = s_texts.Of("review.changed", HttpStatusCode.Conflict);

    /// <summary>Nothing waits for the unit, so that it has no reason to call.</summary>
    public static Refusal UnitIsNotToCall { get; } = s_texts.Of("review.notToCall", HttpStatusCode.Conflict);

    /// <summary>The unit has not called yet, or has verified already.</summary>
    public static Refusal UnitIsNotToVerify { get; } = s_texts.Of("review.notToVerify", HttpStatusCode.Conflict);

    /// <summary>The unit has not verified yet, or has mended already.</summary>
    public static Refusal UnitIsNotToMend { get; } = s_texts.Of("review.notToMend", HttpStatusCode.Conflict);

    /// <summary>The unit has not mended yet, or has asked already.</summary>
    public static Refusal UnitIsNotToAsk { get; } = s_texts.Of("review.notToAsk", HttpStatusCode.Conflict);

    /// <summary>The unit does not dispute the rating.</summary>
    public static Refusal ReviewIsNotDisputed { get; } = s_texts.Of("review.notDisputed", HttpStatusCode.Conflict);

    /// <summary>The citizen was not asked again yet, or the review has ended.</summary>
    public static Refusal ReviewIsNotAsked { get; } = s_texts.Of("review.notAsked", HttpStatusCode.Conflict);

    /// <summary>The review is withdrawn already.</summary>
    public static Refusal ReviewIsWithdrawn { get; } = s_texts.Of("review.withdrawn", HttpStatusCode.Conflict);

    /// <summary>A rating is 1 to 5.</summary>
    public static Refusal RatingIsOutOfBounds { get; } = s_texts.Of("rating.outOfBounds", HttpStatusCode.UnprocessableEntity);

    /// <summary>The day of the second rating lies before that of the first, or after today.</summary>
    public static Refusal DayIsOutOfBounds { get; } = s_texts.Of("day.outOfBounds", HttpStatusCode.UnprocessableEntity);

    /// <summary>The second rating says whether the review was mended: 3 to 5 it was, 1 and 2 it was not.</summary>
    public static Refusal RatingDecides { get; } = s_texts.Of("rating.decides", HttpStatusCode.UnprocessableEntity);

    /// <summary>What was said or done, and a reason, need words.</summary>
    public static Refusal TextIsMissing { get; } = s_texts.Of("text.required", HttpStatusCode.UnprocessableEntity);

    /// <summary>A text has more characters than <see cref="ReviewColumns"/> says; none is cut off.</summary>
    public static Refusal TextIsTooLong { get; } = s_texts.Of("text.tooLong", HttpStatusCode.UnprocessableEntity);

    /// <summary>A text holds control characters, or half a character.</summary>
    public static Refusal TextIsUnprintable { get; } = s_texts.Of("text.unprintable", HttpStatusCode.UnprocessableEntity);

    /// <summary>A text holds a mobile number or the number of an identity card.</summary>
    public static Refusal TextHasPersonalNumber { get; } = s_texts.Of("text.personalNumber", HttpStatusCode.UnprocessableEntity);

    /// <summary>The refusals of texts.</summary>
    internal static TextRefusals OfTexts { get; } = new(TextIsMissing, TextIsTooLong, TextIsUnprintable);
}
