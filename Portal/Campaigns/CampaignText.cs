namespace Portal.Campaigns;

/// <summary>The texts of the pages of campaigns.</summary>
public sealed class CampaignText;
