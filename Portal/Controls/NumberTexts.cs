using System.Globalization;

namespace Portal.Controls;

/// <summary>Numbers in the reader's language.</summary>
internal static class NumberTexts
{
    /// <summary>Shown where there is no number.</summary>
    public const string Missing = "—";

    public static string Whole(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>A share, 0 to 1, in per cent with one decimal, rounded half away from zero.</summary>
    public static string Percent(decimal? share) =>
        share is { } value
            ? decimal.Round(value * 100, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.CurrentCulture) + "%"
            : Missing;
}
