using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Values;

/// <summary>The value of a cell: a number, 不适用, or (by default) nothing yet. Zero is a number; nothing is not zero.</summary>
public readonly partial record struct FigureValue
{
    /// <summary>The largest number a cell takes.</summary>
    public const decimal Largest = 999_999_999_999m;

    private const int LongestText = 200; // characters

    private static readonly string[] s_notApplicable = ["-", "—", "–", "/", "不适用", "无此项", "N/A", "NA"];

    private FigureValue(decimal? number, bool notApplicable) => (Number, NotApplicable) = (number, notApplicable);

    /// <summary>未填.</summary>
    public static FigureValue Missing => default;

    /// <summary>不适用.</summary>
    public static FigureValue NotApplied { get; } = new(null, notApplicable: true);

    /// <summary>0 to <see cref="Largest"/>; null when missing or not applicable.</summary>
    public decimal? Number { get; }

    public bool NotApplicable { get; }

    public bool IsMissing => Number is null && !NotApplicable;

    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above <see cref="Largest"/>.</exception>
    public static FigureValue Of(decimal number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Largest);
        return new(number / 1.0000000000000000000000000000m, notApplicable: false); // 5.00 and 5 are one value
    }

    /// <summary>Parses typed, pasted or uploaded text: full-width digits, thousands separators and blanks are understood.</summary>
    /// <returns>Null when <paramref name="value"/> was parsed; else the code of the problem.</returns>
    public static string? TryRead(string? text, out FigureValue value)
    {
        value = Missing;
        // Unpaired surrogates have no normal form, and that of a long text may take very long to find.
        if (text is not null && (text.Length > LongestText || !RecordText.IsStorable(text)))
            return "value.notNumber";
        var plain = (text ?? "")
            .Normalize(NormalizationForm.FormKC)
            .Replace(" ", "", StringComparison.Ordinal)
            .Replace("\u00A0", "", StringComparison.Ordinal)
            .Trim();
        if (plain.Length == 0)
            return null;
        if (s_notApplicable.Contains(plain, StringComparer.OrdinalIgnoreCase))
        {
            value = NotApplied;
            return null;
        }
        const NumberStyles styles =
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;
        if (plain.Contains(',', StringComparison.Ordinal) && !Thousands().IsMatch(plain))
            return "value.notNumber"; // 1,5 is no fifteen
        if (!decimal.TryParse(plain, styles, CultureInfo.InvariantCulture, out var number))
            return "value.notNumber";
        if (number < 0)
            return "value.negative";
        if (number > Largest)
            return "value.tooLarge";
        value = Of(number);
        return null;
    }

    /// <summary>The text stored in versions and sent by the API: digits, <c>n/a</c>, or nothing.</summary>
    public override string ToString() => NotApplicable ? "n/a" : Number?.ToString(CultureInfo.InvariantCulture) ?? "";

    [GeneratedRegex(@"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Thousands();
}
