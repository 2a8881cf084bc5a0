namespace Portal.Domain.Records.Lists;

/// <summary>The records among which a list is found.</summary>
/// <param name="Runs">Still to be filtered; each in the order of the list, which is merged from them.</param>
/// <param name="IsWhole">They are few: all are read and sorted.</param>
/// <param name="ByDay">They come along the index that begins with the day of acceptance.</param>
/// <param name="CoversUnits">They are those of the filter's units: of the same condition given twice a planner expects too few.</param>
/// <param name="CoversItem">They are those of the filter's item.</param>
internal sealed record ListSource(
    IReadOnlyList<IQueryable<ServiceRecord>> Runs,
    bool IsWhole,
    bool ByDay,
    bool CoversUnits,
    bool CoversItem
)
{
    /// <summary>No record can meet the filter.</summary>
    public static readonly ListSource Nothing = new([], IsWhole: true, ByDay: false, CoversUnits: false, CoversItem: false);

    /// <summary>
    /// When not null, only the beginning of each run is read, and these records instead when one does not fill the page.
    /// </summary>
    public ListSource? Otherwise { get; init; }
}
