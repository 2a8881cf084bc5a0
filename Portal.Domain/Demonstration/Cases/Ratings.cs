using Portal.Domain.Demonstration.Sampling;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>好差评: most people say nothing; who does is mostly content.</summary>
internal static class Ratings
{
    /// <param name="random">Where chance comes from.</param>
    /// <param name="spoken">The share of people who rate at all.</param>
    /// <param name="content">1 as usual; less where people are less content.</param>
    public static byte? Draw(SteadyRandom random, double spoken, double content)
    {
        if (!random.Chance(spoken))
            return null;
        var discontent = random.Share() * content;
        return discontent switch
        {
            < 0.003 => 1,
            < 0.009 => 2,
            < 0.05 => 3,
            < 0.27 => 4,
            _ => 5,
        };
    }
}
