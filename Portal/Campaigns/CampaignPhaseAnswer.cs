namespace Portal.Campaigns;

/// <summary>A phase of a campaign in the API.</summary>
/// <param name="Position">From 1 on.</param>
public sealed record CampaignPhaseAnswer(int Position, string Name, DateOnly StartsOn, DateOnly DueOn, ProgressAnswer Progress);
