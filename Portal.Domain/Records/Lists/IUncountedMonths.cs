namespace Portal.Domain.Records.Lists;

/// <summary>
/// Tells whose records do not count in the figures. Lists know records alone; which months a unit reports itself is known to the figures.
/// </summary>
public interface IUncountedMonths
{
    /// <summary>Units with spans of whole months, both ends inclusive, of each unit in order; empty when every record counts.</summary>
    Task<IReadOnlyList<(int UnitId, DateOnly From, DateOnly To)>> ReadAsync(RecordStream stream, CancellationToken cancellation = default);
}
