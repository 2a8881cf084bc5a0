namespace Portal.Domain.Demonstration.Sampling;

/// <summary>Divides known totals, so that the generated numbers add up to them exactly.</summary>
internal static class Apportion
{
    /// <summary>Divides a total by weights, the largest remainders first; the parts add up to the total.</summary>
    public static int[] Spread(int total, IReadOnlyList<double> weights)
    {
        var sum = weights.Sum();
        var exact = weights.Select(w => total * w / sum).ToArray();
        var parts = Array.ConvertAll(exact, e => (int)e);
        var missing = total - parts.Sum();
        foreach (var i in Enumerable.Range(0, exact.Length).OrderByDescending(i => exact[i] - parts[i]).ThenBy(i => i).Take(missing))
            parts[i]++;
        return parts;
    }

    /// <summary>Chooses exactly <paramref name="count"/> positions: those with the highest scores, the earlier one of equals.</summary>
    public static bool[] Choose(int count, IReadOnlyList<double> scores)
    {
        var chosen = new bool[scores.Count];
        foreach (var i in Enumerable.Range(0, scores.Count).OrderByDescending(i => scores[i]).ThenBy(i => i).Take(count))
            chosen[i] = true;
        return chosen;
    }
}
