using Portal.Domain.Catalogue;
using Portal.Domain.Shared;

namespace Portal.Access;

/// <summary>A unit that somebody can be bound to.</summary>
public sealed record UnitChoice(int Id, string Name);

/// <summary>The units of today, each under the one above it.</summary>
public sealed class UnitChoices(IReferenceReader references, DistrictTime time)
{
    public async Task<IReadOnlyList<UnitChoice>> ListAsync(CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        return [.. units.RootsAt(time.Today).SelectMany(root => Below(root.Id, 0))];

        IEnumerable<UnitChoice> Below(int id, int depth) =>
            units.ChildrenAt(id, time.Today).SelectMany(child => Below(child.Id, depth + 1))
                .Prepend(new UnitChoice(id, new string('　', depth) + units.NameAt(id, time.Today)));
    }
}
