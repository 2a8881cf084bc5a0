using System.Net;
using Portal.Domain.Shared;

namespace Portal.Domain.Supervision.Cards;

/// <summary>The refusals about cards.</summary>
public static class CardRefusal
{
    private static readonly Refusal.Texts s_texts = new(typeof(CardRefusal));

    /// <summary>There is no such card, or its unit is outside the actor's scope.</summary>
    public static Refusal CardUnknown { get; } = s_texts.Of("card.unknown", HttpStatusCode.NotFound);

    /// <summary>It was acknowledged, answered or contested before.</summary>
    public static Refusal CardIsNotNew { get; } = s_texts.Of("card.notNew", HttpStatusCode.Conflict);

    /// <summary>It is a notice, or was answered, contested, closed or withdrawn.</summary>
    public static Refusal CardNeedsNoAnswer { get; } = s_texts.Of("card.needsNoAnswer", HttpStatusCode.Conflict);

    /// <summary>It was contested, closed or withdrawn.</summary>
    public static Refusal CardIsNotOpen { get; } = s_texts.Of("card.notOpen", HttpStatusCode.Conflict);

    /// <summary>The unit has not answered, or the answer was decided on.</summary>
    public static Refusal CardIsNotAnswered { get; } = s_texts.Of("card.notAnswered", HttpStatusCode.Conflict);

    /// <summary>The unit does not contest it, or the office has decided.</summary>
    public static Refusal CardIsNotContested { get; } = s_texts.Of("card.notContested", HttpStatusCode.Conflict);

    /// <summary>It was withdrawn before.</summary>
    public static Refusal CardIsWithdrawn { get; } = s_texts.Of("card.withdrawn", HttpStatusCode.Conflict);

    /// <summary>The card has another revision than the one that the office saw.</summary>
    public static Refusal CardHasChanged { get; } = s_texts.Of("card.changed", HttpStatusCode.Conflict);

    /// <summary>It was answered, contested, closed or withdrawn: there is nothing to hand over.</summary>
    public static Refusal CardIsNotWithUnit { get; } = s_texts.Of("card.notWithUnit", HttpStatusCode.Conflict);

    /// <summary>It is with the district already.</summary>
    public static Refusal CardIsAtTheTop { get; } = s_texts.Of("card.atTheTop", HttpStatusCode.Conflict);

    /// <summary>It was closed or withdrawn: nothing is said about it any more.</summary>
    public static Refusal CardHasEnded { get; } = s_texts.Of("card.ended", HttpStatusCode.Conflict);

    /// <summary>The unit that is to take it over has it.</summary>
    public static Refusal UnitIsTheSame { get; } = s_texts.Of("unit.same", HttpStatusCode.Conflict);

    /// <summary>There is no such unit today, or it is outside the actor's scope.</summary>
    public static Refusal UnitUnknown { get; } = s_texts.Of("unit.unknown", HttpStatusCode.NotFound);

    /// <summary>Somebody else made the last move of the card, or the last move is of a kind that cannot be taken back.</summary>
    public static Refusal NothingToTakeBack { get; } = s_texts.Of("undo.nothing", HttpStatusCode.Conflict);

    /// <summary>More than <see cref="SupervisionCard.TakenBackWithin"/> have passed since the move.</summary>
    public static Refusal TakenBackTooLate { get; } = s_texts.Of("undo.late", HttpStatusCode.Conflict);

    /// <summary>No card was chosen, or more than are moved at once.</summary>
    public static Refusal TooManyAtOnce { get; } = s_texts.Of("batch.size", HttpStatusCode.UnprocessableEntity);

    /// <summary>An answer and a decision need words.</summary>
    public static Refusal TextIsMissing { get; } = s_texts.Of("text.required", HttpStatusCode.UnprocessableEntity);

    /// <summary>A text has more than <see cref="CardColumns.TextLength"/> characters; none is cut off.</summary>
    public static Refusal TextIsTooLong { get; } = s_texts.Of("text.tooLong", HttpStatusCode.UnprocessableEntity);

    /// <summary>A text holds control characters, or half a character.</summary>
    public static Refusal TextIsUnprintable { get; } = s_texts.Of("text.unprintable", HttpStatusCode.UnprocessableEntity);

    /// <summary>The refusals of texts.</summary>
    internal static TextRefusals OfTexts { get; } = new(TextIsMissing, TextIsTooLong, TextIsUnprintable);
}
