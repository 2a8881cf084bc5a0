using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Documents.Packaging;

namespace Portal.Domain.Documents.Workbooks;

/// <summary>Finds the styles of a workbook that show a number as a date, with an exponent or with added digits.</summary>
internal sealed class NumberFormats
{
    // The most styles that Excel allows.
    private const int MostStyles = 65_490;

    // A pattern is kept once for each format, so it is short in practice; a longer one shows nothing that identifies.
    private const int LongestPattern = 255;

    private readonly HashSet<int> _dates = [];
    private readonly Dictionary<int, string> _codes = [];
    private readonly List<NumberStyle> _styles = [];

    public bool IsDate(int style) => Of(style).IsDate;

    /// <summary>How a style shows numbers; as plain digits when the workbook has no such style.</summary>
    public NumberStyle Of(int style) => style >= 0 && style < _styles.Count ? _styles[style] : default;

    /// <summary>Reads the part with the workbook's styles.</summary>
    public static NumberFormats Read(OpenXmlReader reader, ReadBudget budget)
    {
        var formats = new NumberFormats();
        var inLooks = false;
        while (reader.Read())
        {
            budget.Check();
            if (reader.ElementType == typeof(CellFormats))
                inLooks = reader.IsStartElement;
            else if (reader.IsStartElement && reader.ElementType == typeof(NumberingFormat))
                formats.AddFormat(reader);
            else if (reader.IsStartElement && inLooks && reader.ElementType == typeof(CellFormat))
                formats.AddStyle(reader);
        }
        return formats;
    }

    /// <summary>Whether a format's code shows years, months, days, hours or seconds.</summary>
    public static bool IsDateCode(ReadOnlySpan<char> code)
    {
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"' or '[':
                    var end = code[(i + 1)..].IndexOf(code[i] == '"' ? '"' : ']');
                    if (code[i] == '[' && end > 0 && code.Slice(i + 1, end).IndexOfAnyExcept("hHmMsS") < 0)
                        return true; // hours, minutes or seconds that run on beyond a day
                    i = end < 0 ? code.Length : i + 1 + end;
                    break;
                case '\\' or '_' or '*':
                    i++; // the next character is shown, left as room, or repeated
                    break;
                case ';':
                    return false; // what follows is for negative numbers
                case 'y' or 'Y' or 'm' or 'M' or 'd' or 'D' or 'h' or 'H' or 's' or 'S':
                    return true;
            }
        }
        return false;
    }

    // The built-in formats, given by number; the second and fourth range are those of China, Japan and Korea.
    private static bool IsBuiltInDate(int format) =>
        format is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    private void AddFormat(OpenXmlReader reader)
    {
        if (Attribute(reader, "formatCode") is not { Length: <= LongestPattern } code || Number(reader, "numFmtId") is not { } id)
            return;
        if (_dates.Count < MostStyles && IsDateCode(code))
            _dates.Add(id);
        else if (_codes.Count < MostStyles)
            _codes[id] = code;
    }

    private void AddStyle(OpenXmlReader reader)
    {
        var format = Number(reader, "numFmtId") ?? 0;
        if (_styles.Count < MostStyles)
            _styles.Add(StyleOf(format));
    }

    private NumberStyle StyleOf(int format)
    {
        if (_dates.Contains(format))
            return new(IsDate: true, HasExponent: false, Pattern: null);
        if (_codes.TryGetValue(format, out var code))
            return new(IsDate: false, ShownDigits.HasExponent(code), ShownDigits.PatternOf(code));
        return new(IsBuiltInDate(format), HasExponent: format is 11 or 48, Pattern: null);
    }

    private static int? Number(OpenXmlReader reader, string name) =>
        int.TryParse(Attribute(reader, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Attribute(OpenXmlReader reader, string name)
    {
        foreach (var attribute in reader.Attributes)
        {
            if (attribute.LocalName == name)
                return attribute.Value;
        }
        return null;
    }
}
