using Portal.Domain.Shared;

namespace Portal.Domain.Campaigns.Orders;

/// <summary>One thing that is wrong with an order.</summary>
/// <param name="Field">The part of the order or phase.</param>
/// <param name="Refusal">Why.</param>
/// <param name="Phase">The phase's position from 1 on; null for the campaign itself.</param>
/// <param name="Line">The item's place in the phase from 1 on; null when no single item is wrong.</param>
public sealed record OrderProblem(string Field, Refusal Refusal, int? Phase = null, int? Line = null);
