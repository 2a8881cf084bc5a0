using Portal.Domain.Catalogue;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Reading;

/// <summary>The figures of one day that depend on organisation and catalogue alone.</summary>
internal sealed class CatalogueFigures(ReferenceData reference, DateOnly day)
{
    private readonly CatalogueTotals _totals = CatalogueTotals.Of(reference);

    /// <summary>
    /// Σ promised and Σ statutory limit over the items that the unit and those below it implement; null when none has a statutory limit.
    /// </summary>
    public (long Promised, long Statutory)? PromisedOfUnit(int unitId) => Of(_totals.PromisedOn(day).Below, unitId);

    /// <summary>The same over the items that the unit itself implements.</summary>
    public (long Promised, long Statutory)? PromisedOfDepartment(int unitId) => Of(_totals.PromisedOn(day).Own, unitId);

    /// <summary>The same of one item.</summary>
    public (long Promised, long Statutory)? PromisedOfItem(int itemId) =>
        reference.Items.InForce(itemId, day) is { } version && LimitRules.StatutoryMinutes(version) is { } statutory
            ? (LimitRules.PromisedMinutes(version)!.Value, statutory)
            : null;

    /// <summary>Of the units at or below: 入驻 (stationed), and those that must be; null when none must be.</summary>
    public (int Stationed, int MustBe)? Stationed(int unitId) => Presence(_totals.PresenceOn(day).Stationed, unitId);

    /// <summary>The same of the unit alone.</summary>
    public (int Stationed, int MustBe)? OwnStationed(int unitId) => Presence(_totals.PresenceOn(day).OwnStationed, unitId);

    /// <summary>Service points of the units at or below: 达标 (compliant), and all; null when there is none.</summary>
    public (int Compliant, int Points)? Compliance(int unitId) => Presence(_totals.PresenceOn(day).Points, unitId);

    /// <summary>The same of the points that the unit itself runs.</summary>
    public (int Compliant, int Points)? OwnCompliance(int unitId) => Presence(_totals.PresenceOn(day).OwnPoints, unitId);

    private static (int Some, int All)? Presence(IReadOnlyDictionary<int, (long Some, long All)> totals, int unitId) =>
        Of(totals, unitId) is { } found ? ((int)found.Some, (int)found.All) : null;

    private static (long Some, long All)? Of(IReadOnlyDictionary<int, (long Some, long All)> totals, int unitId) =>
        totals.TryGetValue(unitId, out var found) && found.All > 0 ? found : null;
}
