namespace Portal.Domain.Reports.Monthly.Signing;

/// <summary>Finds the lines in which two texts differ, in their order.</summary>
internal static class TextDifference
{
    /// <summary>The different lines between two common ones are paired in order; the rest have no counterpart.</summary>
    public static IEnumerable<(string? Before, string? After)> Between(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var (b, a) = (0, 0);
        foreach (var (keptBefore, keptAfter) in Common(before, after).Append((before.Count, after.Count)))
        {
            for (; b < keptBefore || a < keptAfter; b++, a++)
                yield return (b < keptBefore ? before[b] : null, a < keptAfter ? after[a] : null);
            (b, a) = (keptBefore + 1, keptAfter + 1);
        }
    }

    /// <summary>The longest common subsequence of lines.</summary>
    private static IEnumerable<(int Before, int After)> Common(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var lengths = new int[before.Count + 1, after.Count + 1];
        for (var b = before.Count - 1; b >= 0; b--)
        {
            for (var a = after.Count - 1; a >= 0; a--)
            {
                lengths[b, a] = before[b] == after[a] ? lengths[b + 1, a + 1] + 1 : Math.Max(lengths[b + 1, a], lengths[b, a + 1]);
            }
        }
        for (var (b, a) = (0, 0); b < before.Count && a < after.Count; )
        {
            if (before[b] == after[a])
                yield return (b++, a++);
            else if (lengths[b + 1, a] >= lengths[b, a + 1])
                b++;
            else
                a++;
        }
    }
}
