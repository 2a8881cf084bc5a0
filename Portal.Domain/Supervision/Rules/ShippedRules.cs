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

    /// <summary>The first versions, in force from the instant on.</summary>
    public static IReadOnlyList<WarningRule> From(DateTimeOffset instant, string author)
    {
        return
        [
            Rule(Notice, RuleTrigger.DaysLeft, CardLevel.Notice, 1),
            Rule(Promise, RuleTrigger.PromisePassed, CardLevel.Yellow, 0),
            Rule(FirstReply, RuleTrigger.NoFirstReply, CardLevel.Yellow, 8, RecordStream.Appeals),
            Rule(Statutory, RuleTrigger.StatutoryPassed, CardLevel.Red, 0),
            Rule(Unanswered, RuleTrigger.Unanswered, CardLevel.Red, 3),
        ];

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
