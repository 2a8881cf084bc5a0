namespace Portal.Domain.Supervision.Clocks;

/// <summary>A setting of working hours as it is shown.</summary>
/// <param name="UnitCode">Code of the unit for which, and for all below it without hours of their own, it holds.</param>
/// <param name="UnitName">Its name today.</param>
/// <param name="ValidFrom">The first day.</param>
/// <param name="Hours">The spans of a working day.</param>
/// <param name="IsPresent">It holds today: no later setting of the unit has begun.</param>
/// <param name="By">The sign-in name of who set it; blank when it came with the data.</param>
public sealed record HoursView(string UnitCode, string UnitName, DateOnly ValidFrom, string Hours, bool IsPresent, string By);
