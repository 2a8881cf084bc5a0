namespace Portal.Domain.Campaigns.Reading;

/// <summary>How far one unit is.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name today.</param>
/// <param name="Totals">Of its own items.</param>
/// <param name="Rank">Its place among the units of its kind, ties shared (1, 2, 2, 4).</param>
public sealed record UnitProgress(int UnitId, string Code, string Name, CampaignTotals Totals, int Rank);
