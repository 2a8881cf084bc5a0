using System.Globalization;

namespace Portal.Live.Tiles;

/// <summary>The points of a small line chart without axes, 100 wide and 24 high.</summary>
internal static class Sparkline
{
    /// <summary>The points of each unbroken line: a missing value splits the line. Empty without a value.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<decimal?> values)
    {
        var known = values.OfType<decimal>().ToList();
        if (known.Count == 0)
            return [];
        var (low, span) = (known.Min(), known.Max() - known.Min());
        var lines = new List<List<string>> { new() };
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
                lines[^1].Add(Point(i, values.Count, span == 0 ? 0.5m : (value - low) / span));
            else if (lines[^1].Count > 0)
                lines.Add([]);
        }
        // A single point is doubled, else nothing would be drawn.
        return [.. lines.Where(l => l.Count > 0).Select(l => string.Join(' ', l.Count == 1 ? [l[0], l[0]] : l))];
    }

    private static string Point(int index, int count, decimal height) =>
        string.Create(CultureInfo.InvariantCulture, $"{(count == 1 ? 50m : 100m * index / (count - 1)):0.##},{22 - (20 * height):0.##}");
}
