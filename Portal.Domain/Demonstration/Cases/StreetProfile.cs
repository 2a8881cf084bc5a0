using Portal.Domain.Demonstration.World;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>How fast and how well a street and its communities work, at the start and at the end of the year.</summary>
/// <param name="Code">The street.</param>
/// <param name="Weight">Its weight among the streets by the number of cases.</param>
/// <param name="Speed">1 is usual; a higher value closes more cases on the day and uses less of the promised limit.</param>
/// <param name="Late">The share of cases closed late, 0 to 1.</param>
/// <param name="Content">The factor on <see cref="Ratings.Draw"/>'s contentment; 1 is usual.</param>
internal sealed record StreetProfile(
    string Code,
    double Weight,
    (double First, double Last) Speed,
    (double First, double Last) Late,
    double Content
)
{
    /// <summary>One street is good, one slow, one improves; the two whose centres are moving become slower.</summary>
    public static IReadOnlyList<StreetProfile> All { get; } =
    [
        new(TaijiangCodes.Yingzhou, 9, (1.0, 0.86), (0.003, 0.009), 0.9),
        new(TaijiangCodes.Houzhou, 8, (1.24, 1.32), (0.0006, 0.0002), 1.5),
        new("350103003", 9, (0.96, 1.02), (0.004, 0.003), 1),
        new("350103004", 10, (0.7, 0.74), (0.016, 0.014), 0.6),
        new("350103005", 12, (1.06, 1.12), (0.002, 0.001), 1.2),
        new("350103007", 8, (0.98, 1.04), (0.003, 0.002), 1),
        new("350103009", 12, (1.0, 1.08), (0.003, 0.002), 1.1),
        new("350103010", 8, (1.1, 1.16), (0.002, 0.001), 1.2),
        new(TaijiangCodes.Aofeng, 15, (0.95, 0.82), (0.004, 0.011), 0.85),
        new("350103012", 10, (0.72, 1.22), (0.018, 0.001), 1),
    ];

    public double SpeedAt(double progress) => Speed.First + ((Speed.Last - Speed.First) * progress);

    public double LateAt(double progress) => Late.First + ((Late.Last - Late.First) * progress);
}
