namespace Portal.Campaigns;

/// <summary>A unit with items of a campaign in the API.</summary>
/// <param name="Unit">Its code.</param>
/// <param name="Rank">Its place among the units of its kind; ties are shared.</param>
public sealed record CampaignUnitAnswer(string Unit, string Name, int Rank, ProgressAnswer Progress);
