namespace Portal.Domain.Supervision.Clocks;

/// <summary>A time in which a clock stands still.</summary>
/// <param name="From">The first instant.</param>
/// <param name="To">The first instant after it; null while it lasts. A pause that does not end after it begins stops nothing.</param>
public readonly record struct ClockPause(DateTimeOffset From, DateTimeOffset? To);
