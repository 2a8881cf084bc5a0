using System.Net;
using Portal.Domain.Shared;

namespace Portal.Domain.Supervision.Rules;

/// <summary>The refusals about rules.</summary>
public static class RuleRefusal
{
    private static readonly Refusal.Texts s_texts = new(typeof(RuleRefusal));

    /// <summary>There is no rule of that code.</summary>
    public static Refusal RuleUnknown { get; } = s_texts.Of("rule.unknown", HttpStatusCode.NotFound);

    /// <summary>The threshold is outside its bounds.</summary>
    public static Refusal AmountIsOutOfBounds { get; } = s_texts.Of("rule.amount", HttpStatusCode.UnprocessableEntity);

    /// <summary>The rule in force has that threshold already.</summary>
    public static Refusal NothingChanges { get; } = s_texts.Of("rule.unchanged", HttpStatusCode.Conflict);

    /// <summary>The rule is not in force.</summary>
    public static Refusal RuleHasEnded { get; } = s_texts.Of("rule.ended", HttpStatusCode.Conflict);

    /// <summary>There is no such unit today, or it is outside the actor's scope.</summary>
    public static Refusal UnitUnknown { get; } = s_texts.Of("hours.unitUnknown", HttpStatusCode.UnprocessableEntity);

    /// <summary>The text names no working hours: spans such as 08:30-12:00;14:30-17:30, in order and apart.</summary>
    public static Refusal HoursAreWrong { get; } = s_texts.Of("hours.wrong", HttpStatusCode.UnprocessableEntity);

    /// <summary>The unit has these hours already.</summary>
    public static Refusal HoursAreTheSame { get; } = s_texts.Of("hours.same", HttpStatusCode.Conflict);

    /// <summary>The rule has a later version than the one that the office read.</summary>
    public static Refusal RuleHasChanged { get; } = s_texts.Of("rule.changed", HttpStatusCode.Conflict);
}
