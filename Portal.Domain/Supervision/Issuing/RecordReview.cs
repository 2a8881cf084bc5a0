using Portal.Domain.Records;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Supervision.Issuing;

/// <summary>Looks at one record at one instant: which cards are due, which no longer hold, and when to look again.</summary>
/// <remarks>
/// It changes the episode and the next instant of <paramref name="watched"/>, and nothing else. What it finds depends only on the record,
/// its cards and the rules, never on how often or when it looks: looking twice finds nothing the second time.
/// </remarks>
/// <param name="record">The record as it is stored now.</param>
/// <param name="watched">What is known of its episodes.</param>
/// <param name="cards">All cards of the record.</param>
/// <param name="ladder">The rules that speak by time.</param>
/// <param name="unanswered">The rules that wait for answers.</param>
public sealed class RecordReview(
    ServiceRecord record,
    WatchedRecord watched,
    IReadOnlyList<SupervisionCard> cards,
    RecordLadder ladder,
    IReadOnlyList<WarningRule> unanswered
)
{
    private IReadOnlyList<LadderStep>? _byTime;

    /// <summary>The record was closed and is open again: what is past speaks anew.</summary>
    /// <param name="at">When it was opened again.</param>
    public void Reopen(DateTimeOffset at)
    {
        (watched.Episode, watched.ReopenedIn, watched.ReopenedAt) = (watched.Episode + 1, watched.Episode + 1, at);
        _byTime = null;
    }

    /// <summary>The cards that count and would not be issued on the record as it is now.</summary>
    public IReadOnlyList<SupervisionCard> Refuted()
    {
        List<SupervisionCard> counted = [.. Present.Where(card => card.Counts)];
        var refuted = counted.FindAll(card =>
            !FollowsFromAnswer(card) && !ByTime.Any(step => step.Rule.Id == card.RuleId && step.At <= card.IssuedAt)
        );
        // A red card for silence stands as long as there was something to answer.
        if (refuted.Exists(IsYellow) && !counted.Exists(card => IsYellow(card) && !refuted.Contains(card)))
            refuted.AddRange(counted.Where(FollowsFromAnswer));
        return refuted;
    }

    /// <summary>The next cards need other keys than those that were refuted.</summary>
    public void BeginAfterRefutation() => watched.Episode++;

    /// <summary>The steps that are past, have no card yet, and are to be issued now, in order.</summary>
    public IReadOnlyList<LadderStep> Due(DateTimeOffset now)
    {
        var due = new List<LadderStep>();
        foreach (var step in Steps().Where(step => step.At <= now && !HasCard(step.Rule)))
        {
            if (step.Rule.Level != CardLevel.Red || !due.Exists(other => other.Rule.Level == CardLevel.Red))
                due.Add(step);
        }
        return due;
    }

    /// <summary>When a rule speaks next; null when none will unless the record or a card changes.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset now) =>
        Steps().Where(step => step.At > now && !HasCard(step.Rule)).Select(step => (DateTimeOffset?)step.At).Min();

    private IReadOnlyList<LadderStep> ByTime => _byTime ??= ladder.Of(record, watched.ReopenedAt);

    /// <summary>The cards since the record was last opened. Those before stand on how it was then.</summary>
    private IEnumerable<SupervisionCard> Present => cards.Where(card => card.Episode >= watched.ReopenedIn);

    private IEnumerable<LadderStep> Steps() => ByTime.Concat(Unanswered()).OrderBy(step => step.At).ThenBy(step => step.Rule.Level);

    /// <summary>Yellow cards whose time to answer ends, or has ended.</summary>
    private IEnumerable<LadderStep> Unanswered() =>
        from card in Present
        where IsYellow(card) && card.AwaitsAnswer
        from rule in unanswered
        where card.AnswerDueAt is { } due && rule.SpeaksOf(due)
        select new LadderStep(rule, card.AnswerDueAt!.Value);

    /// <summary>
    /// Whether the rule or, for red ones, any rule has a card. One that the office withdrew is one: it has decided. A refuted one is none.
    /// </summary>
    private bool HasCard(WarningRule rule) =>
        Present.Any(card =>
            !card.IsRefuted && (card.RuleId == rule.Id || (rule.Level == CardLevel.Red && card.Level == CardLevel.Red && card.Counts))
        );

    private bool FollowsFromAnswer(SupervisionCard card) => unanswered.Any(rule => rule.Id == card.RuleId);

    private static bool IsYellow(SupervisionCard card) => card.Level == CardLevel.Yellow;
}
