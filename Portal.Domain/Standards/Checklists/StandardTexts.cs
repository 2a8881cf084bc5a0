using Portal.Domain.Shared;

namespace Portal.Domain.Standards.Checklists;

/// <summary>What is wrong with a text or a day of standards, inspections and plans.</summary>
internal static class StandardTexts
{
    /// <summary>Why a text that is needed is refused; null when it is not.</summary>
    public static Refusal? Wrong(string? text, int length) =>
        string.IsNullOrWhiteSpace(text) ? StandardRefusal.TextIsMissing : WrongRemark(text, length);

    /// <summary>Why a text that may be blank is refused; null when it is not.</summary>
    public static Refusal? WrongRemark(string? text, int length) =>
        text is null ? null
        : text.Trim().Length > length ? StandardRefusal.TextIsTooLong
        : !RecordText.IsReadable(text) ? StandardRefusal.TextIsUnprintable
        : null;

    /// <summary>Whether a day is too far from another to be meant: more than twenty years.</summary>
    public static bool IsFar(DateOnly day, DateOnly from) => Math.Abs(day.DayNumber - from.DayNumber) > 20 * 366;
}
