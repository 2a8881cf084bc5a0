using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Portal.Metrics;

/// <summary>A small line without axes; a missing value parts it.</summary>
public sealed partial class Sparkline
{
    [Parameter, EditorRequired] public required IReadOnlyList<decimal?> Values { get; set; }

    /// <summary>The name of a token.</summary>
    [Parameter, EditorRequired] public required string Colour { get; set; }

    private IEnumerable<string> Lines
    {
        get
        {
            var known = Values.OfType<decimal>().ToList();
            if (known.Count == 0) return [];
            var (low, span) = (known.Min(), known.Max() - known.Min());
            var lines = new List<List<string>> { new() };
            for (var i = 0; i < Values.Count; i++)
            {
                if (Values[i] is { } value) lines[^1].Add(Point(i, span == 0 ? 0.5m : (value - low) / span));
                else if (lines[^1].Count > 0) lines.Add([]);
            }
            // A point alone is drawn as a short dash, else it would not be seen.
            return lines.Where(l => l.Count > 0).Select(l => string.Join(' ', l.Count == 1 ? [l[0], l[0]] : l));
        }
    }

    private string Point(int index, decimal height) =>
        string.Create(CultureInfo.InvariantCulture, $"{(Values.Count == 1 ? 50m : 100m * index / (Values.Count - 1)):0.##},{22 - (20 * height):0.##}");
}
