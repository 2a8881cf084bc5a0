using System.Globalization;
using System.Resources;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>The words of mails with files.</summary>
internal sealed class LetterWords(CultureInfo language)
{
    private static readonly ResourceManager s_texts = new("Portal.Domain.Reports.Monthly.Wording.LetterText", typeof(LetterWords).Assembly);

    public CultureInfo Language => language;

    public string Period(ReportKey key) =>
        key.From == key.To
            ? Say("month", key.To.ToDateTime(default))
            : Say(key.From.Year == key.To.Year ? "months" : "years", key.From.ToDateTime(default), key.To.ToDateTime(default));

    public string Say(string name, params object[] arguments) => string.Format(language, s_texts.GetString(name, language)!, arguments);
}
