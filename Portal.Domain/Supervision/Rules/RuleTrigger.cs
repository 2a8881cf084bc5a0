namespace Portal.Domain.Supervision.Rules;

/// <summary>What makes a rule speak. Stored by number: never renumbered.</summary>
public enum RuleTrigger : byte
{
    /// <summary>So many working days of the limit, or fewer, are left after the running day.</summary>
    DaysLeft = 1,

    /// <summary>The due time, as promised or given by the source, is past.</summary>
    PromisePassed = 2,

    /// <summary>No first reply within so many working hours; appeals only.</summary>
    NoFirstReply = 3,

    /// <summary>The statutory limit is past.</summary>
    StatutoryPassed = 4,

    /// <summary>A yellow card is unanswered for so many working days.</summary>
    Unanswered = 5,

    /// <summary>
    /// No card, but a setting of clocks: the working hours in which the head of a unit sees to the answer of an escalated card.
    /// </summary>
    HeadAnswers = 6,

    /// <summary>No card, but a setting: the same for the district.</summary>
    DistrictAnswers = 7,

    /// <summary>No card, but a setting: the least working hours that a hand-over leaves to the receiver.</summary>
    HandOver = 8,

    /// <summary>No card: one whose answer is late for so many working hours goes to the next level.</summary>
    AnswerLate = 9,
}

/// <summary>What triggers do.</summary>
public static class RuleTriggers
{
    /// <summary>Whether rules of the trigger issue cards; others set clocks, or move cards that were issued.</summary>
    public static bool IssuesCards(this RuleTrigger trigger) =>
        trigger switch
        {
            RuleTrigger.DaysLeft
            or RuleTrigger.PromisePassed
            or RuleTrigger.NoFirstReply
            or RuleTrigger.StatutoryPassed
            or RuleTrigger.Unanswered => true,
            RuleTrigger.HeadAnswers or RuleTrigger.DistrictAnswers or RuleTrigger.HandOver or RuleTrigger.AnswerLate => false,
        };
}
