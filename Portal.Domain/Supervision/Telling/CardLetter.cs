using System.Globalization;
using System.Resources;
using Portal.Domain.Mail;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Events;
using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Supervision.Telling;

/// <summary>Writes a mail that tells of new cards and of what else waits, in the language of the offices.</summary>
internal sealed class CardLetter(
    IReadOnlyList<UnitCards> cards,
    IReadOnlyList<SupervisionCard> named,
    IReadOnlyList<DailyTask> tasks,
    UnitTree units,
    Uri? link,
    DistrictTime time
)
{
    private static readonly CultureInfo s_language = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly ResourceManager s_texts = new(typeof(CardLetter).Namespace + ".CardLetterText", typeof(CardLetter).Assembly);

    public OutgoingMail To(string name, string address, string key) =>
        new()
        {
            Key = key,
            To = address,
            ToName = name,
            Subject = Subject(),
            Body = Body(name),
            CreatedAt = time.Now,
            NextAttemptAt = time.Now,
        };

    private string Subject()
    {
        var waiting = tasks.Sum(task => task.Count);
        return cards.Count == 0 ? Say("subject.tasks", waiting)
            : waiting == 0 ? Say("subject", Numbers())
            : Say("subject.both", Numbers(), waiting);
    }

    private string Body(string name)
    {
        List<string> lines = [Say("greeting", name)];
        if (cards.Count > 0)
            lines.AddRange(["", Say("please"), "", .. named.Select(card => CardSentence.Of(card, units, time))]);
        if (cards.Sum(unit => unit.Counts.Values.Sum()) - named.Count is > 0 and var more)
            lines.Add(Say("more", more));
        if (tasks.Count > 0)
        {
            lines.AddRange(["", Say("tasks"), "", .. tasks.Take(CardDigests.MostNamed).Select(task => task.Text)]);
            if (tasks.Count > CardDigests.MostNamed)
                lines.Add(Say("more", tasks.Count - CardDigests.MostNamed));
        }
        lines.Add("");
        if (link is not null)
            lines.AddRange([Say("link", new Uri(link, cards.Count > 0 ? "supervision" : "tasks")), ""]);
        lines.Add(Say("sender"));
        return string.Join("\r\n", lines);
    }

    /// <summary>The numbers by level, the most serious first; levels without a card are left out.</summary>
    private string Numbers() =>
        string.Join(
            "、",
            Enum.GetValues<CardLevel>()
                .Reverse()
                .Select(level => (Level: level, Count: cards.Sum(unit => unit.Counts.GetValueOrDefault(level))))
                .Where(level => level.Count > 0)
                .Select(level => Say($"level.{level.Level}", level.Count))
        );

    private static string Say(string key, params object[] arguments) =>
        string.Format(s_language, s_texts.GetString(key, s_language)!, arguments);
}
