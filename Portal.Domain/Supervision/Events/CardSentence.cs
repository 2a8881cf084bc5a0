using System.Globalization;
using System.Resources;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;

namespace Portal.Domain.Supervision.Events;

/// <summary>Says in a sentence what a card is about, in the language of the offices: for mails and for messages to other systems.</summary>
internal static class CardSentence
{
    private static readonly CultureInfo s_language = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly ResourceManager s_texts = new(typeof(CardSentence));

    /// <summary>Level, unit, record, item, due day, and until when to answer.</summary>
    public static string Of(SupervisionCard card, UnitTree units, DistrictTime time)
    {
        var evidence = CardEvidence.Read(card.Evidence);
        return Say(
            card.AnswerDueAt is null ? "line" : "line.answer",
            Say($"name.{card.Level}"),
            units.NameAt(card.UnitId, time.Today),
            evidence.CaseNo,
            evidence.ItemName ?? "",
            evidence.DueAt is { } due ? Days.ToText(time.DayOf(due)) : "—",
            card.AnswerDueAt is { } answer ? time.ToText(answer) : ""
        );
    }

    /// <summary>Level and move, such as 黄牌发出.</summary>
    public static string Title(SupervisionCard card, CardAction action) => Say("title", Say($"name.{card.Level}"), Say($"action.{action}"));

    private static string Say(string key, params object[] arguments) =>
        string.Format(s_language, s_texts.GetString(key, s_language)!, arguments);
}
