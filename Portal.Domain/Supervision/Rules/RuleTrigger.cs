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
}
