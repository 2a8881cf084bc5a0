using System.Net;
using Portal.Domain.Shared;

namespace Portal.Domain.Rectifications;

/// <summary>The refusals about rectification orders.</summary>
public static class RectificationRefusal
{
    private static readonly Refusal.Texts s_texts = new(typeof(RectificationRefusal));

    /// <summary>There is no such order or file, or its unit is outside the actor's scope.</summary>
    public static Refusal OrderUnknown { get; } = s_texts.Of("rectification.unknown", HttpStatusCode.NotFound);

    /// <summary>There is no such unit today, or it is outside the actor's scope.</summary>
    public static Refusal UnitUnknown { get; } = s_texts.Of("unit.unknown", HttpStatusCode.NotFound);

    /// <summary>There is no such card, or it is of another unit than the order.</summary>
    public static Refusal CardUnknown { get; } = s_texts.Of("card.unknown", HttpStatusCode.NotFound);

    /// <summary>The unit that is to take the order over has it.</summary>
    public static Refusal UnitIsTheSame { get; } = s_texts.Of("unit.same", HttpStatusCode.Conflict);

    /// <summary>The unit has submitted, or the order is closed or withdrawn.</summary>
    public static Refusal UnitIsNotToAct { get; } = s_texts.Of("rectification.notOrdered", HttpStatusCode.Conflict);

    /// <summary>The unit has not submitted, or the order is closed or withdrawn.</summary>
    public static Refusal OfficeIsNotToDecide { get; } = s_texts.Of("rectification.notSubmitted", HttpStatusCode.Conflict);

    /// <summary>The order is closed or withdrawn.</summary>
    public static Refusal OrderHasEnded { get; } = s_texts.Of("rectification.ended", HttpStatusCode.Conflict);

    /// <summary>The order has another revision than the one that the actor saw.</summary>
    public static Refusal OrderHasChanged { get; } = s_texts.Of("rectification.changed", HttpStatusCode.Conflict);

    /// <summary>The present round has no file of evidence.</summary>
    public static Refusal EvidenceIsMissing { get; } = s_texts.Of("evidence.required", HttpStatusCode.UnprocessableEntity);

    /// <summary>The last day lies before today.</summary>
    public static Refusal DeadlineIsPast { get; } = s_texts.Of("deadline.past", HttpStatusCode.UnprocessableEntity);

    /// <summary>The last day is more than <see cref="Rectification.MostDays"/> days away.</summary>
    public static Refusal DeadlineIsTooFar { get; } = s_texts.Of("deadline.tooFar", HttpStatusCode.UnprocessableEntity);

    /// <summary>A problem, a basis, a statement, a reason and a comment need words.</summary>
    public static Refusal TextIsMissing { get; } = s_texts.Of("text.required", HttpStatusCode.UnprocessableEntity);

    /// <summary>A text has more characters than <see cref="RectificationColumns"/> says; none is cut off.</summary>
    public static Refusal TextIsTooLong { get; } = s_texts.Of("text.tooLong", HttpStatusCode.UnprocessableEntity);

    /// <summary>A text holds control characters, or half a character.</summary>
    public static Refusal TextIsUnprintable { get; } = s_texts.Of("text.unprintable", HttpStatusCode.UnprocessableEntity);

    /// <summary>The refusals of texts.</summary>
    internal static TextRefusals OfTexts { get; } = new(TextIsMissing, TextIsTooLong, TextIsUnprintable);
}
