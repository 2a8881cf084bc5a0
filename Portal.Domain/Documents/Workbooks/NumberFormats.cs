using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Portal.Domain.Documents.Workbooks;

/// <summary>Tells which looks of a workbook show a number as a date.</summary>
internal sealed class NumberFormats
{
    // As many looks as Excel itself allows.
    private const int MostLooks = 65_490;

    private readonly HashSet<int> _dates = [];
    private readonly List<bool> _looks = [];

    public bool IsDate(int look) => look >= 0 && look < _looks.Count && _looks[look];

    /// <summary>Reads the part with the workbook's looks.</summary>
    public static NumberFormats Read(OpenXmlReader reader)
    {
        var formats = new NumberFormats();
        var inLooks = false;
        while (reader.Read())
        {
            if (reader.ElementType == typeof(CellFormats))
                inLooks = reader.IsStartElement;
            else if (reader.IsStartElement && reader.ElementType == typeof(NumberingFormat))
                formats.AddFormat(reader);
            else if (reader.IsStartElement && inLooks && reader.ElementType == typeof(CellFormat))
                formats.AddLook(reader);
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

    // The formats that every program knows by number; the second and fourth range are those of China, Japan and Korea.
    private static bool IsBuiltInDate(int format) =>
        format is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    private void AddFormat(OpenXmlReader reader)
    {
        if (_dates.Count < MostLooks && IsDateCode(Attribute(reader, "formatCode")) && Number(reader, "numFmtId") is { } id)
            _dates.Add(id);
    }

    private void AddLook(OpenXmlReader reader)
    {
        var format = Number(reader, "numFmtId") ?? 0;
        if (_looks.Count < MostLooks)
            _looks.Add(_dates.Contains(format) || IsBuiltInDate(format));
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
