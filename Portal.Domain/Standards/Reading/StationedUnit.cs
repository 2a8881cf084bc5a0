using Portal.Domain.Standards.Checklists;

namespace Portal.Domain.Standards.Reading;

/// <summary>A unit that must be stationed in the service centre.</summary>
/// <param name="Since">The first day of its stationing, without a break up to the day; null when not stationed, or since ever.</param>
/// <param name="Note">Why it is not, or what is done about it; null without a note.</param>
public sealed record StationedUnit(string Code, string Name, bool IsStationed, DateOnly? Since, StationingNote? Note);
