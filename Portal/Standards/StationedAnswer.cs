namespace Portal.Standards;

/// <summary>A unit that must be stationed, in the API.</summary>
/// <param name="Unit">Its code.</param>
/// <param name="Since">The first day of its stationing; null when not stationed, or since ever.</param>
/// <param name="Note">Why it is not; null without a note.</param>
public sealed record StationedAnswer(string Unit, string Name, bool IsStationed, DateOnly? Since, string? Note);
