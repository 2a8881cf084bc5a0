using Portal.Domain.Campaigns.Orders;

namespace Portal.Domain.Campaigns.Reading;

/// <summary>Which items of a campaign are wanted; a null filters nothing.</summary>
/// <param name="UnitId">The unit, and all below it.</param>
/// <param name="Phase">The phase's position.</param>
/// <param name="State">The state now.</param>
/// <param name="IsOverdue">True for those without a report whose deadline is past.</param>
public sealed record ItemFilter(int? UnitId = null, int? Phase = null, ItemState? State = null, bool IsOverdue = false);
