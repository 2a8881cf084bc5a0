using Portal.Domain.Records;

namespace Portal.Domain.Intake.Entry;

/// <summary>A record entered by hand, as it is now.</summary>
/// <param name="Record">Its present state.</param>
/// <param name="Source">The name of the source under which it was entered.</param>
/// <param name="EnteredAt">When it was entered.</param>
/// <param name="IsWithdrawn">It was withdrawn by hand.</param>
public sealed record EnteredRecord(ServiceRecord Record, string Source, DateTimeOffset EnteredAt, bool IsWithdrawn);
