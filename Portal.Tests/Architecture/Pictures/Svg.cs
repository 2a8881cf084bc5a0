using System.Globalization;
using System.Text;

namespace Portal.Tests.Architecture.Pictures;

/// <summary>Writes a picture that looks the same on light and dark pages: it has its own background.</summary>
internal sealed class Svg(int width, int height)
{
    private readonly StringBuilder _shapes = new();

    /// <summary>A filled box with a thin edge.</summary>
    public void Box(int x, int y, int wide, int high, string fill, string edge) =>
        _shapes.AppendLine(
            CultureInfo.InvariantCulture,
            $"""  <rect x="{x}" y="{y}" width="{wide}" height="{high}" rx="6" fill="{fill}" stroke="{edge}"/>"""
        );

    public void Text(int x, int y, string text, string style, string anchor = "start") =>
        _shapes.AppendLine(
            CultureInfo.InvariantCulture,
            $"""  <text x="{x}" y="{y}" class="{style}" text-anchor="{anchor}">{System.Net.WebUtility.HtmlEncode(text)}</text>"""
        );

    /// <summary>A line through the path's commands, with a point at its end.</summary>
    public void Arrow(string path, string colour = "#5b6b7c") =>
        _shapes.AppendLine(
            CultureInfo.InvariantCulture,
            $"""  <path d="{path}" fill="none" stroke="{colour}" stroke-width="1.3" marker-end="url(#point)"/>"""
        );

    public override string ToString() =>
        $$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{Number(width)}} {{Number(height)}}" font-family="sans-serif">
              <style>
                .title { font-size: 15px; font-weight: bold; fill: #1f2933; }
                .name { font-size: 13px; font-weight: bold; fill: #1f2933; }
                .room { font-size: 10.5px; fill: #5b6b7c; }
                .said { font-size: 11px; fill: #3a4653; }
                .link { font-size: 10.5px; font-style: italic; fill: #5b6b7c; }
              </style>
              <marker id="point" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
                <path d="M0 0L8 4L0 8z" fill="#5b6b7c"/>
              </marker>
              <rect width="100%" height="100%" fill="#ffffff"/>
            {{_shapes.ToString().TrimEnd()}}
            </svg>

            """.ReplaceLineEndings("\n");

    /// <summary>The text in lines of so many letters at most; what is longer than the lines ends in an ellipsis.</summary>
    public static IReadOnlyList<string> Wrap(string text, int letters, int most)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' '))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= letters)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        }
        if (lines.Count <= most)
            return lines;
        lines.RemoveRange(most, lines.Count - most);
        lines[^1] = lines[^1].TrimEnd('.', ',', ';', ':') + " …";
        return lines;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
