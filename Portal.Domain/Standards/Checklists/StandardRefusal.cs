using System.Net;
using Portal.Domain.Shared;

namespace Portal.Domain.Standards.Checklists;

/// <summary>The refusals about standards, inspections and stationing.</summary>
public static class StandardRefusal
{
    private static readonly Refusal.Texts s_texts = new(typeof(StandardRefusal));

    /// <summary>There is no such service point, or its unit is outside the actor's scope.</summary>
    public static Refusal PointUnknown { get; } = s_texts.Of("point.unknown", HttpStatusCode.NotFound);

    /// <summary>There is no such unit that must be stationed, or it is outside the actor's scope.</summary>
    public static Refusal UnitUnknown { get; } = s_texts.Of("unit.unknown", HttpStatusCode.NotFound);

    /// <summary>The point does not serve on the day: it is not built yet, or is closed.</summary>
    public static Refusal PointIsNotOpen { get; } = s_texts.Of("point.notOpen", HttpStatusCode.Conflict);

    /// <summary>No standard for this kind of point is in force on the day.</summary>
    public static Refusal NoStandard { get; } = s_texts.Of("standard.none", HttpStatusCode.Conflict);

    /// <summary>The version of the standard is another than the one that the actor saw.</summary>
    public static Refusal StandardHasChanged { get; } = s_texts.Of("standard.changed", HttpStatusCode.Conflict);

    /// <summary>The new version would begin before the present one.</summary>
    public static Refusal StandardBeginsTooEarly { get; } = s_texts.Of("standard.tooEarly", HttpStatusCode.UnprocessableEntity);

    /// <summary>The day of the inspection is to come.</summary>
    public static Refusal DayIsToCome { get; } = s_texts.Of("day.toCome", HttpStatusCode.UnprocessableEntity);

    /// <summary>The point was inspected on this day already.</summary>
    public static Refusal InspectedBefore { get; } = s_texts.Of("inspection.repeated", HttpStatusCode.Conflict);

    /// <summary>The standard has no requirement with one of these codes.</summary>
    public static Refusal RequirementUnknown { get; } = s_texts.Of("requirement.unknown", HttpStatusCode.UnprocessableEntity);

    /// <summary>Something is missing, and the day by which it is to be made good is not given, or is not after the inspection.</summary>
    public static Refusal MendByIsMissing { get; } = s_texts.Of("mendBy.required", HttpStatusCode.UnprocessableEntity);

    /// <summary>Nothing is missing, and a day to make it good is given.</summary>
    public static Refusal MendByIsNeedless { get; } = s_texts.Of("mendBy.needless", HttpStatusCode.UnprocessableEntity);

    /// <summary>A day is more than twenty years away.</summary>
    public static Refusal DayIsTooFar { get; } = s_texts.Of("day.tooFar", HttpStatusCode.UnprocessableEntity);

    /// <summary>The version would be as the one before it, from the same day on.</summary>
    public static Refusal NothingChanges { get; } = s_texts.Of("standard.same", HttpStatusCode.Conflict);

    /// <summary>A checklist has 1 to <see cref="StandardDraft.MostRequirements"/> requirements.</summary>
    public static Refusal RequirementsAreWrong { get; } = s_texts.Of("requirements.count", HttpStatusCode.UnprocessableEntity);

    /// <summary>A code of a requirement is no code, or stands twice.</summary>
    public static Refusal CodesAreWrong { get; } = s_texts.Of("requirements.codes", HttpStatusCode.UnprocessableEntity);

    /// <summary>A least floor area is not above 0 or above 1,000,000 square metres.</summary>
    public static Refusal AreaIsWrong { get; } = s_texts.Of("requirements.area", HttpStatusCode.UnprocessableEntity);

    /// <summary>A needed text is blank.</summary>
    public static Refusal TextIsMissing { get; } = s_texts.Of("text.required", HttpStatusCode.UnprocessableEntity);

    /// <summary>A text is too long; none is cut off.</summary>
    public static Refusal TextIsTooLong { get; } = s_texts.Of("text.tooLong", HttpStatusCode.UnprocessableEntity);

    /// <summary>A text holds control characters, or half a character.</summary>
    public static Refusal TextIsUnprintable { get; } = s_texts.Of("text.unprintable", HttpStatusCode.UnprocessableEntity);

    /// <summary>The refusals of texts.</summary>
    internal static TextRefusals OfTexts { get; } = new(TextIsMissing, TextIsTooLong, TextIsUnprintable);
}
