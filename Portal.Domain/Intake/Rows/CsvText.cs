using System.Globalization;

namespace Portal.Domain.Intake.Rows;

/// <summary>Escapes cells of CSV files so that a spreadsheet shows them as text, never as a formula.</summary>
public static class CsvText
{
    /// <summary>
    /// The cell for a text: with a leading apostrophe where a spreadsheet could read a formula, and quoted where needed. Numbers are
    /// unchanged.
    /// </summary>
    public static string Cell(string text)
    {
        var escaped = IsFormula(text) ? "'" + text : text;
        return escaped.AsSpan().ContainsAny("\",;\t\r\n") ? $"\"{escaped.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : escaped;
    }

    /// <summary>
    /// The text without what makes a spreadsheet keep it as text: the leading apostrophe that <see cref="Cell"/> and people write before
    /// formulas and digits, and the formula <c>="00124"</c>.
    /// </summary>
    public static ReadOnlySpan<char> Plain(ReadOnlySpan<char> cell)
    {
        if (cell.Length < 2)
            return cell;
        if (cell[0] == '\'' && (char.IsAsciiDigit(cell[1]) || CellTexts.MayBeFormula(cell[1..])))
            return cell[1..].TrimStart();
        return cell.Length > 3 && cell.StartsWith("=\"") && cell[^1] == '"' && cell[2..^1].IndexOf('"') < 0 ? cell[2..^1].Trim() : cell;
    }

    private static bool IsFormula(string text) =>
        CellTexts.MayBeFormula(text) && !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
