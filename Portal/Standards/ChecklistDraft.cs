using System.Globalization;
using Portal.Domain.Standards.Checklists;

namespace Portal.Standards;

/// <summary>
/// A checklist as it is typed: on each line a code, a text and, where the floor area decides, the least one; between them tabs or bars.
/// </summary>
public static class ChecklistDraft
{
    /// <summary>The longest text, in characters: a browser sends no longer one in a message.</summary>
    public const int MostTyped = 10_000;

    /// <summary>The lines of a version.</summary>
    public static string ToLines(IEnumerable<Requirement> requirements) =>
        string.Join(
            '\n',
            requirements.Select(r =>
                r.LeastArea is { } least
                    ? string.Create(CultureInfo.InvariantCulture, $"{r.Code} | {r.Text} | {least}")
                    : $"{r.Code} | {r.Text}"
            )
        );

    /// <summary>Reads lines; a line without a text has a blank one, and an area that is no number is 0: both are refused.</summary>
    public static IReadOnlyList<Requirement> Parse(string lines) =>
        [
            .. lines
                .Split('\n')
                .Select(line => line.Split(['\t', '|', '｜'], StringSplitOptions.TrimEntries))
                .Where(parts => parts is not [""])
                .Select(parts => new Requirement(parts[0], parts.ElementAtOrDefault(1) ?? "", Area(parts.ElementAtOrDefault(2)))),
        ];

    private static decimal? Area(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var area) ? area
        : 0;
}
