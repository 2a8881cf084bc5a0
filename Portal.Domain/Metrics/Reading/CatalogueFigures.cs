using Portal.Domain.Catalogue;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Reading;

/// <summary>The figures that come from organisation and catalogue alone, on one day.</summary>
internal sealed class CatalogueFigures(ReferenceData reference, DateOnly day)
{
    private readonly CatalogueTotals _totals = CatalogueTotals.Of(reference);

    /// <summary>Σ promised and Σ statutory limit over the items that the unit and those below it implement; null when none has a statutory limit.</summary>
    public (long Promised, long Statutory)? PromisedOfUnit(int unitId) => Of(_totals.PromisedOn(day).Below, unitId);

    /// <summary>The same over the items that this very unit implements.</summary>
    public (long Promised, long Statutory)? PromisedOfDepartment(int unitId) => Of(_totals.PromisedOn(day).Own, unitId);

    /// <summary>The same of one item.</summary>
    public (long Promised, long Statutory)? PromisedOfItem(int itemId) =>
        reference.Items.InForce(itemId, day) is { } version && LimitRules.StatutoryMinutes(version) is { } statutory
            ? (LimitRules.PromisedMinutes(version)!.Value, statutory)
            : null;

    /// <summary>入驻 and should be, of the units at or below; null when none should be.</summary>
    public (int Stationed, int MustBe)? Stationed(int unitId) =>
        Of(_totals.StandingOn(day).Stationed, unitId) is { } found ? ((int)found.Some, (int)found.All) : null;

    /// <summary>达标 and all service points of the units at or below; null when there is none.</summary>
    public (int Compliant, int Points)? Compliance(int unitId) =>
        Of(_totals.StandingOn(day).Points, unitId) is { } found ? ((int)found.Some, (int)found.All) : null;

    private static (long Some, long All)? Of(IReadOnlyDictionary<int, (long Some, long All)> totals, int unitId) =>
        totals.TryGetValue(unitId, out var found) && found.All > 0 ? found : null;
}
