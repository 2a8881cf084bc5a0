namespace Portal.Domain.Campaigns.Reading;

/// <summary>What is left at the end of a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Target">What may be left when every phase is worked off evenly until its deadline; between whole numbers.</param>
/// <param name="NotReported">Items without a report; null for days to come.</param>
/// <param name="NotDone">Items that the office has not confirmed; null for days to come.</param>
public sealed record BurnDownPoint(DateOnly Day, decimal Target, int? NotReported, int? NotDone);
