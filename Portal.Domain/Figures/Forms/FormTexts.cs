using System.Globalization;
using System.Resources;

namespace Portal.Domain.Figures.Forms;

/// <summary>The messages of checks, in the reader's language.</summary>
internal static class FormTexts
{
    private static readonly ResourceManager s_texts = new("Portal.Domain.Figures.Forms.FormChecksText", typeof(FormTexts).Assembly);

    /// <summary>The sentence of a key; the key itself when there is none.</summary>
    public static string Say(string key, params object[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, s_texts.GetString(key, CultureInfo.CurrentUICulture) ?? key, arguments);

    /// <summary>As <see cref="Say"/>, for a reader of that language.</summary>
    public static string In(CultureInfo culture, string key, params object[] arguments) =>
        string.Format(culture, s_texts.GetString(key, culture) ?? key, arguments);
}
