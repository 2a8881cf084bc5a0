namespace Portal.Domain.Campaigns.Handling;

/// <summary>An item with the revision that the actor saw.</summary>
public readonly record struct SeenItem(long Id, int Revision);
