namespace Portal.Domain.Standards.Reading;

/// <summary>Standards of the reader's units on a day.</summary>
/// <param name="On">The day.</param>
/// <param name="Points">In order of kind and code.</param>
/// <param name="Kinds">The kinds with points.</param>
/// <param name="Stationing">Units that are not stationed first.</param>
public sealed record StandardsView(
    DateOnly On,
    IReadOnlyList<PointView> Points,
    IReadOnlyList<KindTotals> Kinds,
    IReadOnlyList<StationedUnit> Stationing
)
{
    /// <summary>The units that are stationed.</summary>
    public int Stationed => Stationing.Count(u => u.IsStationed);

    /// <summary>入驻率, 0 to 1; null when no unit must be.</summary>
    public decimal? StationedRatio => Stationing.Count == 0 ? null : (decimal)Stationed / Stationing.Count;
}
