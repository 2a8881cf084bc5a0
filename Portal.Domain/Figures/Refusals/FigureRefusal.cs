using System.Net;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Refusals;

/// <summary>The refusals about monthly figures.</summary>
public static class FigureRefusal
{
    private static readonly Refusal.Texts s_texts = new(typeof(FigureRefusal));

    /// <summary>There is no such form, unit or month, the unit does not owe the form then, or it is outside the actor's scope.</summary>
    public static Refusal SheetUnknown { get; } = s_texts.Of("sheet.unknown", HttpStatusCode.NotFound);

    /// <summary>The sheet is submitted or approved: cells cannot be saved, nor can it be submitted.</summary>
    public static Refusal SheetIsLocked { get; } = s_texts.Of("sheet.locked", HttpStatusCode.Conflict);

    /// <summary>Checks find an error, or a warning without a comment.</summary>
    public static Refusal ChecksFail { get; } = s_texts.Of("sheet.checksFail", HttpStatusCode.UnprocessableEntity);

    /// <summary>The sheet is not submitted, or an approver has acted on it: it cannot be withdrawn.</summary>
    public static Refusal SheetIsNotSubmitted { get; } = s_texts.Of("sheet.notSubmitted", HttpStatusCode.Conflict);

    /// <summary>No unit for which the actor approves is next.</summary>
    public static Refusal NotYourTurn { get; } = s_texts.Of("sheet.notYourTurn", HttpStatusCode.Conflict);

    /// <summary>The sheet has another revision than the one that the approver saw.</summary>
    public static Refusal SheetHasChanged { get; } = s_texts.Of("sheet.changed", HttpStatusCode.Conflict);

    /// <summary>Only an approved sheet can be amended.</summary>
    public static Refusal SheetIsNotApproved { get; } = s_texts.Of("sheet.notApproved", HttpStatusCode.Conflict);

    /// <summary>A return or an amendment needs a reason.</summary>
    public static Refusal ReasonIsMissing { get; } = s_texts.Of("reason.required", HttpStatusCode.UnprocessableEntity);

    /// <summary>The form has no cell of that code.</summary>
    public static Refusal CellUnknown { get; } = s_texts.Of("cell.unknown", HttpStatusCode.UnprocessableEntity);

    /// <summary>The actor approves for no unit, and therefore cannot remind any.</summary>
    public static Refusal NotAnApprover { get; } = s_texts.Of("reminder.notAnApprover", HttpStatusCode.Forbidden);
}
