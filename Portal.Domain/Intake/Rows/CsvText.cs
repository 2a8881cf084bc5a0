namespace Portal.Domain.Intake.Rows;

/// <summary>Escapes cells of CSV files so that a spreadsheet shows them as text, never as a formula.</summary>
public static class CsvText
{
    private const string FormulaStarts = "=+-@\t\r\0";

    /// <summary>
    /// The cell for a text: with a leading apostrophe where a spreadsheet would read a formula, and quoted where needed. Numbers are
    /// unchanged.
    /// </summary>
    public static string Cell(string text)
    {
        var escaped = IsFormula(text) ? "'" + text : text;
        return escaped.AsSpan().ContainsAny("\",;\t\r\n") ? $"\"{escaped.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : escaped;
    }

    /// <summary>The text without the leading apostrophe that <see cref="Cell"/> added.</summary>
    public static ReadOnlySpan<char> Plain(ReadOnlySpan<char> cell) =>
        cell.Length > 1 && cell[0] == '\'' && FormulaStarts.Contains(cell[1]) ? cell[1..] : cell;

    private static bool IsFormula(string text) =>
        text.Length > 0
        && FormulaStarts.Contains(text[0])
        && !decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _);
}
