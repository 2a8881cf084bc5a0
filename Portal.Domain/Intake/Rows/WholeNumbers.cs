using System.Text.RegularExpressions;

namespace Portal.Domain.Intake.Rows;

/// <summary>Reads whole numbers as programs and people write them: <c>1,000</c>, <c>2.0</c>.</summary>
internal static partial class WholeNumbers
{
    /// <param name="text">With usual characters: full-width ones are none.</param>
    /// <param name="digits">The digits, with a sign where there is one; without groups and without a fraction of zeros.</param>
    public static bool TryRead(string text, out string digits)
    {
        var match = Whole().Match(text);
        digits = match.Groups["whole"].Value.Replace(",", "", StringComparison.Ordinal);
        return match.Success;
    }

    [GeneratedRegex(@"^(?<whole>[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+))(?:\.0+)?$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Whole();
}
