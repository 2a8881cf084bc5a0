namespace Portal.Domain.Supervision.Cards;

/// <summary>
/// The reasons that the portal itself writes into a card's history: stable words, which pages show in the reader's language.
/// </summary>
public static class CardReasons
{
    /// <summary>The record changed, and the rule would not speak of it as it is now.</summary>
    public const string RecordChanged = "record.changed";

    /// <summary>The answer stayed away for longer than a rule allows.</summary>
    public const string AnswerIsLate = "answer.late";
}
