using Microsoft.Extensions.Localization;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Rules;

namespace Portal.Supervision;

/// <summary>The texts of a card in the reader's language.</summary>
internal sealed class CardFormatter(IStringLocalizer<SupervisionText> text, DistrictTime time)
{
    public const string Missing = "—";

    public string Level(CardLevel level) => text[$"level.{level}"];

    /// <summary>The class of the level's colour.</summary>
    public static string Tone(CardLevel level) =>
        level switch
        {
            CardLevel.Notice => "quiet",
            CardLevel.Yellow => "yellow-card",
            CardLevel.Red => "red-card",
        };

    /// <summary>The level by a sign as well: colour alone says nothing to some.</summary>
    public static string Sign(CardLevel level) =>
        level switch
        {
            CardLevel.Notice => "○",
            CardLevel.Yellow => "▲",
            CardLevel.Red => "■",
        };

    public string State(CardState state) => text[$"state.{state}"];

    /// <summary>The rule's sentence with its threshold at the time of issue.</summary>
    public string Rule(CardEvidence evidence)
    {
        var sentence = text[$"rule.{evidence.Rule}", evidence.Amount];
        var words = sentence.ResourceNotFound ? evidence.Rule : sentence.Value;
        return $"{words} · {text["rule.version", evidence.RuleNumber]}";
    }

    /// <summary>The instant in local time, to the minute.</summary>
    public string Instant(DateTimeOffset? instant) => instant is { } at ? time.ToText(at) : Missing;

    /// <summary>A due time: the day alone when it is the day's end.</summary>
    public string Due(DateTimeOffset? due) => due is { } at ? time.ToDueText(at) : Missing;

    /// <summary>What was said in a step; the portal's own words in the reader's language.</summary>
    public string? Words(CardStep step) =>
        step.Text switch
        {
            CardReasons.RecordChanged => text["record.changed"],
            CardReasons.AnswerIsLate => text["answer.late"],
            _ => step.Text,
        };

    /// <summary>From where to where a step moved the card; null for a step that moved it nowhere.</summary>
    public string? Moved(CardStep step, UnitTree units) =>
        step switch
        {
            { Desk: { } desk } => text[$"desk.{desk}"].Value,
            { FromUnitId: { } from, ToUnitId: { } to } => text["moved", units.NameAt(from, time.Today), units.NameAt(to, time.Today)].Value,
            _ => null,
        };

    /// <summary>Who made a step.</summary>
    public string By(CardStep step) => step.IsByRule ? text["by.system"] : step.By;
}
