using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;

namespace Portal.Components;

/// <summary>Finished HTML shared by many open pages: kept once, and each page's render tree holds one frame instead of many.</summary>
/// <remarks>
/// Only for content without focusable elements that changes: it is replaced as a whole, and a focused element in it would lose the focus.
/// </remarks>
internal static class SharedHtml
{
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The format is markup; arguments are encoded as text, except other <see cref="MarkupString"/>s.</summary>
    public static MarkupString Of(FormattableString html) =>
        new(string.Format(CultureInfo.InvariantCulture, html.Format, [.. html.GetArguments().Select(Encode)]));

    /// <summary>Concatenates pieces.</summary>
    public static MarkupString Join(IEnumerable<MarkupString> pieces) => new(string.Concat(pieces.Select(p => p.Value)));

    private static string Encode(object? argument) =>
        argument is MarkupString piece ? piece.Value : s_encoder.Encode(Convert.ToString(argument, CultureInfo.CurrentCulture) ?? "");
}
