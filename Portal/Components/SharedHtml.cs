using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;

namespace Portal.Components;

/// <summary>A piece of a page as finished HTML: what is the same on many open pages is kept once, and each keeps one piece instead of many.</summary>
/// <remarks>For text alone: a piece that changes is replaced as a whole, and whatever had the focus in it would lose it.</remarks>
internal static class SharedHtml
{
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The tags are taken as they are; what is filled in is text, or another such piece.</summary>
    public static MarkupString Of(FormattableString html) =>
        new(string.Format(CultureInfo.InvariantCulture, html.Format, [.. html.GetArguments().Select(Encode)]));

    /// <summary>Pieces one after the other.</summary>
    public static MarkupString Join(IEnumerable<MarkupString> pieces) => new(string.Concat(pieces.Select(p => p.Value)));

    private static string Encode(object? filledIn) =>
        filledIn is MarkupString piece ? piece.Value : s_encoder.Encode(Convert.ToString(filledIn, CultureInfo.CurrentCulture) ?? "");
}
