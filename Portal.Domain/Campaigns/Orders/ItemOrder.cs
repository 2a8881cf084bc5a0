namespace Portal.Domain.Campaigns.Orders;

/// <summary>What one unit has to do.</summary>
/// <param name="Unit">The unit's code.</param>
/// <param name="Name">Never blank.</param>
public sealed record ItemOrder(string Unit, string Name);
