using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Supervision.Issuing;

/// <summary>A rule that speaks of a record, and the instant of which it speaks.</summary>
public readonly record struct LadderStep(WarningRule Rule, DateTimeOffset At);
