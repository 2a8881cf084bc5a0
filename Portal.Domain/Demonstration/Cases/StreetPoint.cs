using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Demonstration.World;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>A street's service centre or a community's service point, with its weight by the number of cases.</summary>
internal sealed record StreetPoint(string Code, StreetProfile Street, bool IsCommunity, double Weight)
{
    private const double ShareOfStreet = 0.42;

    public static IReadOnlyList<StreetPoint> All()
    {
        var random = DeterministicRandom.For("points");
        var communities = DemonstrationFiles
            .Read(DemonstrationFiles.Units, text => (Code: text("code"), Parent: text("parentCode")))
            .ToLookup(u => u.Parent, u => u.Code);
        var points = new List<StreetPoint>();
        foreach (var street in StreetProfile.All)
        {
            points.Add(new(street.Code, street, IsCommunity: false, street.Weight * ShareOfStreet));
            var weights = communities[street.Code].Select(code => (code, Weight: random.Around(0.4, 1.6))).ToList();
            var sum = weights.Sum(w => w.Weight);
            points.AddRange(
                weights.Select(w => new StreetPoint(
                    w.code,
                    street,
                    IsCommunity: true,
                    street.Weight * (1 - ShareOfStreet) * w.Weight / sum
                ))
            );
        }
        return points;
    }
}
