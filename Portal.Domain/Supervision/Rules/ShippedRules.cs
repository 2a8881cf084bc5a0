using Portal.Domain.Records;

namespace Portal.Domain.Supervision.Rules;

/// <summary>The rules with which supervision begins. No national rule sets a threshold: the office changes each.</summary>
public static class ShippedRules
{
    /// <summary>预警: one working day is left.</summary>
    public const string Notice = "notice";

    /// <summary>黄牌: past the promise.</summary>
    public const string Promise = "promise";

    /// <summary>黄牌: no first reply within a working day.</summary>
    public const string FirstReply = "first-reply";

    /// <summary>红牌: past the statutory limit.</summary>
    public const string Statutory = "statutory";

    /// <summary>红牌: a yellow card unanswered for three working days.</summary>
    public const string Unanswered = "unanswered";

    /// <summary>The head of a unit sees to an escalated card within eight working hours.</summary>
    public const string HeadAnswers = "head-answers";

    /// <summary>The district does within eight working hours.</summary>
    public const string DistrictAnswers = "district-answers";

    /// <summary>A hand-over leaves at least four working hours.</summary>
    public const string HandOver = "hand-over";

    /// <summary>Cards whose answer is late go to the next level. It ships ended: the office puts it in force.</summary>
    public const string Escalation = "escalation";

    /// <summary>The first versions, in force from the instant on, but for the one that the office puts in force.</summary>
    public static IReadOnlyList<WarningRule> From(DateTimeOffset instant, string author)
    {
        return
        [
            Rule(Notice, RuleTrigger.DaysLeft, CardLevel.Notice, 1),
            Rule(Promise, RuleTrigger.PromisePassed, CardLevel.Yellow, 0),
            Rule(FirstReply, RuleTrigger.NoFirstReply, CardLevel.Yellow, 8, RecordStream.Appeals),
            Rule(Statutory, RuleTrigger.StatutoryPassed, CardLevel.Red, 0),
            Rule(Unanswered, RuleTrigger.Unanswered, CardLevel.Red, 3),
            Rule(HeadAnswers, RuleTrigger.HeadAnswers, CardLevel.Red, 8),
            Rule(DistrictAnswers, RuleTrigger.DistrictAnswers, CardLevel.Red, 8),
            Rule(HandOver, RuleTrigger.HandOver, CardLevel.Red, 4),
            Ended(Rule(Escalation, RuleTrigger.AnswerLate, CardLevel.Red, 8)),
        ];

        WarningRule Ended(WarningRule rule)
        {
            rule.ValidUntil = instant;
            return rule;
        }

        WarningRule Rule(string code, RuleTrigger trigger, CardLevel level, int amount, RecordStream? stream = null) =>
            new()
            {
                Code = code,
                Trigger = trigger,
                Level = level,
                Stream = stream,
                Amount = amount,
                ValidFrom = instant,
                WrittenBy = author,
            };
    }
}
