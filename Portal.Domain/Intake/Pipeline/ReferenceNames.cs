using System.Runtime.CompilerServices;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>Finds units and items by their names, for files that have no codes.</summary>
internal sealed class ReferenceNames(ReferenceData reference)
{
    // Many batches share the same reference data.
    private static readonly ConditionalWeakTable<ReferenceData, ReferenceNames> s_known = [];

    private readonly Lazy<ILookup<string, (Unit Unit, UnitVersion Version)>> _units = new(() =>
        reference
            .Units.All.SelectMany(unit => unit.Versions.Select(version => (unit, version)))
            .ToLookup(v => Identifiers.Clean(v.version.Name), StringComparer.Ordinal)
    );

    private readonly Lazy<ILookup<string, (ServiceItem Item, ServiceItemVersion Version)>> _items = new(() =>
        reference
            .Items.All.SelectMany(item => item.Versions.Select(version => (item, version)))
            .ToLookup(v => Identifiers.Clean(v.version.Name), StringComparer.Ordinal)
    );

    public static ReferenceNames Of(ReferenceData reference) => s_known.GetValue(reference, data => new(data));

    /// <summary>The units that have exactly this name on the day, in order of code; names are not unique.</summary>
    public IReadOnlyList<Unit> UnitsCalled(string name, DateOnly day) =>
        [.. _units.Value[Identifiers.Clean(name)].Where(v => v.Version.Covers(day)).Select(v => v.Unit)];

    /// <inheritdoc cref="UnitsCalled"/>
    public IReadOnlyList<ServiceItem> ItemsCalled(string name, DateOnly day) =>
        [.. _items.Value[Identifiers.Clean(name)].Where(v => v.Version.Covers(day)).Select(v => v.Item)];
}
