using Portal.Domain.Records;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>The outcome and closing time of a case.</summary>
/// <param name="At">Null while it is open.</param>
/// <param name="Outcome">Null while it is open.</param>
internal readonly record struct CaseEnd(
    DateTimeOffset? At,
    CaseOutcome? Outcome,
    Suspension? Suspension = null,
    int ExtensionDays = 0,
    byte? Satisfaction = null
);
