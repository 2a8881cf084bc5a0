using Portal.Domain.Access;
using Portal.Domain.Shared;

namespace Portal.Domain.Supervision.Rules;

/// <summary>All versions of one rule. Each move ends the present version, begins another, or says why it is refused.</summary>
/// <param name="versions">At least one, all of the same code.</param>
public sealed class RuleVersions(IEnumerable<WarningRule> versions)
{
    private readonly List<WarningRule> _versions = [.. versions.OrderBy(v => v.Number)];

    /// <summary>The version that was written last.</summary>
    public WarningRule Latest => _versions[^1];

    /// <summary>In order of their numbers.</summary>
    public IReadOnlyList<WarningRule> All => _versions;

    /// <summary>The smallest and the largest threshold of a rule; both 0 for one without.</summary>
    public static (int Least, int Most) Bounds(RuleTrigger trigger) =>
        trigger switch
        {
            RuleTrigger.DaysLeft => (1, 30),
            RuleTrigger.NoFirstReply => (1, 200),
            RuleTrigger.HeadAnswers or RuleTrigger.DistrictAnswers or RuleTrigger.HandOver or RuleTrigger.AnswerLate => (1, 200),
            RuleTrigger.Unanswered => (1, 60),
            RuleTrigger.PromisePassed or RuleTrigger.StatutoryPassed => (0, 0),
        };

    /// <summary>Whether it speaks of the instant now.</summary>
    public bool IsInForce(DateTimeOffset now) => Latest.SpeaksOf(now);

    /// <summary>From now on the rule speaks with this threshold. One that has ended speaks again.</summary>
    /// <param name="amount">As <see cref="WarningRule.Amount"/>.</param>
    /// <param name="seenNumber">The version that the reader saw: a later one is not ended unseen.</param>
    /// <param name="actor">Who changes it.</param>
    /// <param name="now">From when on.</param>
    /// <returns>The new version.</returns>
    public Outcome<WarningRule> Change(int amount, int seenNumber, Actor actor, DateTimeOffset now)
    {
        if (Latest.Number != seenNumber)
            return RuleRefusal.RuleHasChanged;
        var (least, most) = Bounds(Latest.Trigger);
        if (amount < least || amount > most)
            return RuleRefusal.AmountIsOutOfBounds;
        if (IsInForce(now) && Latest.Amount == amount)
            return RuleRefusal.NothingChanges;
        if (IsInForce(now))
            Latest.ValidUntil = now;
        var next = new WarningRule
        {
            Code = Latest.Code,
            Number = Latest.Number + 1,
            Trigger = Latest.Trigger,
            Level = Latest.Level,
            Stream = Latest.Stream,
            Amount = amount,
            ValidFrom = now,
            WrittenBy = actor.Name,
        };
        _versions.Add(next);
        return next;
    }

    /// <summary>The rule speaks of nothing from now on. Its cards stay.</summary>
    /// <inheritdoc cref="Change"/>
    /// <returns>Null when it is done.</returns>
    public Refusal? End(int seenNumber, DateTimeOffset now)
    {
        if (Latest.Number != seenNumber)
            return RuleRefusal.RuleHasChanged;
        if (!IsInForce(now))
            return RuleRefusal.RuleHasEnded;
        Latest.ValidUntil = now;
        return null;
    }
}
