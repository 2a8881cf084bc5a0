using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Domain.Documents.Excel.Templates;

/// <summary>
/// Rewrites the references of formulas, charts and names after rows were repeated: a range over a repeated row grows with it.
/// </summary>
/// <param name="shifts">By the name of the worksheet.</param>
internal sealed partial class FormulaShift(IReadOnlyDictionary<string, RowShift> shifts)
{
    /// <summary>A formula of a cell.</summary>
    /// <param name="sheet">The worksheet of the formula.</param>
    /// <param name="row">Its row in the template.</param>
    /// <param name="copy">The number of the row's copy, from 0: references to its own row then refer to the copy.</param>
    public string Of(string formula, string sheet, int row, int copy) =>
        Reference().Replace(formula, m => Write(m, sheet, row, copy, grows: false));

    /// <summary>The reference of a chart or a name: a single cell of a repeated row becomes all its copies.</summary>
    public string OfArea(string reference, string sheet) =>
        Reference().Replace(reference, m => Write(m, sheet, row: 0, copy: 0, grows: true));

    /// <summary>Areas without a worksheet's name, separated by blanks.</summary>
    public string OfAreas(string areas, string sheet) =>
        string.Join(' ', areas.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(a => OfArea(a, sheet)));

    /// <summary>The formula with its relative references moved by so many rows and columns.</summary>
    public static string Moved(string formula, int rows, int columns) =>
        Reference()
            .Replace(
                formula,
                m =>
                    m.Groups["text"].Success || m.Groups["row1"].Success
                        ? m.Value
                        : m.Groups["sheet"].Value
                            + Moved(m, "1", rows, columns)
                            + (m.Groups["col2"].Success ? ":" + Moved(m, "2", rows, columns) : "")
            );

    private static string Moved(Match match, string end, int rows, int columns)
    {
        var (column, row) = (match.Groups["col" + end].Value, match.Groups["at" + end].Value);
        if (!column.StartsWith('$'))
            column = CellPlace.ColumnName(CellPlace.Read(column + "1")!.Value.Column + columns);
        if (!row.StartsWith('$'))
            row = Digits(int.Parse(row, CultureInfo.InvariantCulture) + rows);
        return column + row;
    }

    private string Write(Match match, string sheet, int row, int copy, bool grows)
    {
        if (match.Groups["text"].Success)
            return match.Value;
        var named = match.Groups["sheet"].Value;
        var target = named.Length == 0 ? sheet : Unquoted(named[..^1]);
        if (!shifts.TryGetValue(target, out var shift))
            return match.Value;
        if (match.Groups["row1"].Success)
            return named + Row(match.Groups["row1"].Value, shift.First) + ":" + Row(match.Groups["row2"].Value, shift.Last);
        var isOwn = target == sheet && row > 0;
        var (from, to) = (match.Groups["at1"].Value, match.Groups["col2"].Success ? match.Groups["at2"].Value : match.Groups["at1"].Value);
        if (isOwn && Number(from) == row && Number(to) == row)
        {
            from = Row(from, r => shift.First(r) + copy);
            to = Row(to, r => shift.First(r) + copy);
        }
        else
        {
            var isOne = !match.Groups["col2"].Success;
            from = Row(from, shift.First);
            to = Row(to, isOne && !grows ? shift.First : shift.Last);
        }
        var (left, right) = (
            match.Groups["col1"].Value,
            match.Groups["col2"].Success ? match.Groups["col2"].Value : match.Groups["col1"].Value
        );
        return match.Groups["col2"].Success || from != to ? $"{named}{left}{from}:{right}{to}" : $"{named}{left}{from}";
    }

    private static int Number(string row) => int.Parse(row.AsSpan().TrimStart('$'), CultureInfo.InvariantCulture);

    private static string Row(string row, Func<int, int> map) => (row.StartsWith('$') ? "$" : "") + Digits(map(Number(row)));

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Unquoted(string name) => name.StartsWith('\'') ? name[1..^1].Replace("''", "'", StringComparison.Ordinal) : name;

    [GeneratedRegex(
        """
            (?<text>"(?:[^"]|"")*")
            |(?<![\p{L}\p{N}_.\]$!])(?<sheet>(?:'(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?
             (?:(?<col1>\$?[A-Za-z]{1,3})(?<at1>\$?[1-9][0-9]{0,6})(?::(?<col2>\$?[A-Za-z]{1,3})(?<at2>\$?[1-9][0-9]{0,6}))?
               |(?<row1>\$?[1-9][0-9]{0,6}):(?<row2>\$?[1-9][0-9]{0,6}))
             (?![\p{L}\p{N}_(.!:])
            """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        1_000
    )]
    private static partial Regex Reference();
}
