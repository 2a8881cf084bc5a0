using Portal.Domain.Demonstration.Sampling;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>好差评: draws ratings. Most cases are not rated; most ratings are good.</summary>
internal static class Ratings
{
    /// <param name="random">The source of random numbers.</param>
    /// <param name="ratingShare">The share of cases that are rated, 0 to 1.</param>
    /// <param name="contentment">1 is usual; a lower value gives better grades.</param>
    public static byte? Draw(DeterministicRandom random, double ratingShare, double contentment)
    {
        if (!random.Chance(ratingShare))
            return null;
        var score = random.Share() * contentment;
        return score switch
        {
            < 0.003 => 1,
            < 0.009 => 2,
            < 0.05 => 3,
            < 0.27 => 4,
            _ => 5,
        };
    }
}
