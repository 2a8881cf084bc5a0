using System.Globalization;

namespace Portal.Domain.Figures.Forms;

/// <summary>A text that the office writes in both languages of the portal.</summary>
/// <param name="Zh">Never empty.</param>
/// <param name="En">Empty while there is no translation: then the Chinese is shown.</param>
public sealed record LocalText(string Zh, string En)
{
    /// <summary>The text for a reader of the culture.</summary>
    public string In(CultureInfo culture) => En.Length > 0 && culture.TwoLetterISOLanguageName == "en" ? En : Zh;

    /// <summary>The text in the current UI culture.</summary>
    public override string ToString() => In(CultureInfo.CurrentUICulture);
}
