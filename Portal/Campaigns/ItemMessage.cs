namespace Portal.Campaigns;

/// <summary>A unit reports an item as done.</summary>
/// <param name="Cleared">A whole number where the campaign counts something, else absent.</param>
/// <param name="Remark">May be absent.</param>
public sealed record ItemMessage(int? Cleared, string? Remark);
