using System.Globalization;
using System.Security;
using System.Text;

namespace Portal.Exports;

/// <summary>Draws horizontal bars from zero as a standalone SVG: for panels with bars in HTML, not a chart.</summary>
public static class BarPicture
{
    private const int Width = 720;
    private const int NameWidth = 220;
    private const int TextWidth = 90;
    private const int RowHeight = 26;
    private const int Top = 52;
    private const int MostCharacters = 16; // of a name; a Chinese character is as wide as it is high

    /// <param name="title">The title above the bars.</param>
    /// <param name="bars">From top to bottom; a missing value has no bar.</param>
    public static string Draw(string title, IReadOnlyList<PictureBar> bars)
    {
        var longest = bars.Select(b => b.Value ?? 0).DefaultIfEmpty(0).Max();
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Top + (bars.Count * RowHeight) + 16}"
              font-family="'Source Han Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
              font-size="13" fill="#141a22">
            """
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""
            <rect width="100%" height="100%" fill="#ffffff"/>
            <text x="16" y="30" font-size="16" font-weight="600">{Escape(title)}</text>
            """
        );
        for (var i = 0; i < bars.Count; i++)
            Append(svg, bars[i], Top + (i * RowHeight), longest);
        return svg.Append("</svg>").ToString();
    }

    private static void Append(StringBuilder svg, PictureBar bar, int top, decimal longest)
    {
        var room = Width - NameWidth - TextWidth - 32;
        var length = longest > 0 && bar.Value > 0 ? (double)(bar.Value.Value / longest) * room : 0;
        var name = bar.Name.Length > MostCharacters ? bar.Name[..(MostCharacters - 1)] + "…" : bar.Name;
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""
            <text x="{NameWidth}" y="{top + 17}" text-anchor="end">{Escape(name)}</text>
            <rect x="{NameWidth + 10}" y="{top + 5}" width="{length:0.#}" height="16" fill="#4b5c73"/>
            """
        );
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{NameWidth + 16 + length:0.#}" y="{top + 17}">{Escape(bar.Text)}</text>""");
    }

    private static string Escape(string text) => SecurityElement.Escape(CellTexts.Legal(text));
}
