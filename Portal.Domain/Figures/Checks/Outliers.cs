using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Checks;

/// <summary>Finds numbers that are far from what the unit reported before.</summary>
/// <remarks>
/// Median and median absolute deviation, because one wrong month must not hide the next. Small communities report few and often zero:
/// there the deviation is 0 and any number would be an outlier, so at least the scatter of small counts (the root of the median) and 5
/// are allowed.
/// </remarks>
internal static class Outliers
{
    /// <summary>With fewer values nothing is found.</summary>
    public const int FewestValues = 6;

    /// <summary>The number of deviations allowed.</summary>
    public const decimal Factor = 3.5m;

    /// <summary>Makes the median absolute deviation comparable to a standard deviation.</summary>
    public const decimal Scale = 1.4826m;

    /// <summary>A smaller distance is never an outlier.</summary>
    public const decimal Least = 5;

    /// <summary>The sentence about an unusual number; null when it is usual, or too few values are known.</summary>
    public static string? Find(decimal number, IReadOnlyList<decimal> history)
    {
        if (history.Count < FewestValues)
            return null;
        var median = Median(history);
        var deviation = Median([.. history.Select(h => Math.Abs(h - median))]);
        var (limit, rule) = Limit(median, deviation);
        var distance = Math.Abs(number - median);
        return distance > limit ? Say(number, history.Count, median, distance, limit, rule) : null;
    }

    internal static decimal Median(IReadOnlyList<decimal> values)
    {
        var sorted = values.Order().ToList();
        var half = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static (decimal Limit, string Rule) Limit(decimal median, decimal deviation)
    {
        var scattered = Factor * Scale * deviation;
        var small = Factor * (decimal)Math.Sqrt((double)median);
        if (scattered >= small && scattered >= Least)
            return (scattered, FormTexts.Say("outlier.deviation", RuleSentences.Number(deviation)));
        return small >= Least ? (small, FormTexts.Say("outlier.root")) : (Least, FormTexts.Say("outlier.least"));
    }

    private static string Say(decimal number, int count, decimal median, decimal distance, decimal limit, string rule) =>
        FormTexts.Say("outlier", RuleSentences.Number(number), count, Rounded(median), Rounded(distance), Rounded(limit), rule);

    private static string Rounded(decimal number) => RuleSentences.Number(Math.Round(number, 1, MidpointRounding.AwayFromZero));
}
