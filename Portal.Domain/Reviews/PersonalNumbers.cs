using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Domain.Reviews;

/// <summary>Finds numbers of citizens in texts: the portal keeps none.</summary>
internal static partial class PersonalNumbers
{
    /// <summary>Whether the text holds a mobile number (11 digits, 13 to 19 first) or that of an identity card (18 places).</summary>
    /// <remarks>Also in full-width digits, and with blanks or hyphens between the digits. Landlines look like many other numbers.</remarks>
    public static bool AreIn(string text)
    {
        var plain = text.Normalize(NormalizationForm.FormKC);
        return Mobile().IsMatch(plain) || IdentityCard().IsMatch(plain);
    }

    [GeneratedRegex("(?<![0-9])1[ -]?[3-9](?:[ -]?[0-9]){9}(?![0-9])", RegexOptions.None, 1_000)]
    private static partial Regex Mobile();

    // Six digits of the place, the day of birth, three digits and a check digit.
    [GeneratedRegex(
        "(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][0-9]{3}[0-9Xx](?![0-9])",
        RegexOptions.None,
        1_000
    )]
    private static partial Regex IdentityCard();
}
