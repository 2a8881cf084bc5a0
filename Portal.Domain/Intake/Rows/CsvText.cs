namespace Portal.Domain.Intake.Rows;

/// <summary>Cells of a CSV file that a spreadsheet shows as text, never as a formula.</summary>
public static class CsvText
{
    private const string Starters = "=+-@\t\r\0";

    /// <summary>The text with an apostrophe before it where a spreadsheet would take it for a formula; numbers stay numbers. Quoted where needed.</summary>
    public static string Cell(string text)
    {
        var shown = IsFormula(text) ? "'" + text : text;
        return shown.AsSpan().ContainsAny("\",;\t\r\n") ? $"\"{shown.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : shown;
    }

    /// <summary>The text without the apostrophe that <see cref="Cell"/> put before it.</summary>
    public static ReadOnlySpan<char> Plain(ReadOnlySpan<char> cell) =>
        cell.Length > 1 && cell[0] == '\'' && Starters.Contains(cell[1]) ? cell[1..] : cell;

    private static bool IsFormula(string text) =>
        text.Length > 0
        && Starters.Contains(text[0])
        && !decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _);
}
