using Portal.Domain.Catalogue;
using Portal.Domain.Shared;

namespace Portal.Access;

/// <summary>A unit that somebody can be bound to.</summary>
/// <param name="Depth">How many units stand above it.</param>
public sealed record UnitChoice(int Id, string Name, int Depth)
{
    /// <summary>The name, set in as deep as the unit stands: for a list to choose from.</summary>
    public string Indented => new string('\u3000', Depth) + Name;
}

/// <summary>The units of today, each under the one above it.</summary>
public sealed class UnitChoices(IReferenceReader references, DistrictTime time)
{
    public async Task<IReadOnlyList<UnitChoice>> ListAsync(CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        return [.. units.RootsAt(time.Today).SelectMany(root => Below(root.Id, 0))];

        IEnumerable<UnitChoice> Below(int id, int depth) =>
            units.ChildrenAt(id, time.Today).SelectMany(child => Below(child.Id, depth + 1))
                .Prepend(new UnitChoice(id, units.NameAt(id, time.Today), depth));
    }
}
