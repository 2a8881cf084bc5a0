using System.Globalization;

namespace Portal.Domain.Documents.Content;

/// <summary>Chooses between two words by a count in the text: <c>{0} {0:case|cases}</c>. All else is formatted as usual.</summary>
internal sealed class PluralFormat(CultureInfo culture) : IFormatProvider, ICustomFormatter
{
    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : culture.GetFormat(formatType);

    public string Format(string? format, object? arg, IFormatProvider? formatProvider)
    {
        if (format?.Split('|') is [var one, var many])
            return string.Equals(Convert.ToString(arg, culture), "1", StringComparison.Ordinal) ? one : many;
        return arg is IFormattable formattable ? formattable.ToString(format, culture) : arg?.ToString() ?? "";
    }
}
