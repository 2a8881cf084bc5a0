using System.Text.Json;
using Portal.Domain.Figures.Sheets;

namespace Portal.Figures.Api;

/// <summary>Figures to save; a value is a number, a text as one would type it, or null to clear the cell.</summary>
/// <param name="Submit">Submit the sheet afterwards, when every value was accepted.</param>
public sealed record SheetMessage(
    IReadOnlyDictionary<string, JsonElement>? Values,
    IReadOnlyDictionary<string, string?>? Comments,
    bool Submit
)
{
    /// <summary>The largest message, in bytes; a form has at most 2,000 cells.</summary>
    internal const int MostBytes = 1 << 20;

    /// <summary>The values and comments as inputs, each against the revision of the cell in the sheet.</summary>
    internal List<CellInput> Inputs(SheetView view)
    {
        var values = Values ?? new Dictionary<string, JsonElement>();
        var codes = values.Keys.Union(Comments?.Keys ?? [], StringComparer.Ordinal).ToList();
        return codes.ConvertAll(code => new CellInput(
            code,
            values.TryGetValue(code, out var value) ? Text(value) : null,
            Comments?.GetValueOrDefault(code),
            view.Cells.GetValueOrDefault(code)?.Revision ?? 0
        ));
    }

    // A text with an unpaired surrogate has no characters to give: its source is no number either.
    private static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String when IsText(value) => value.GetString()!,
            JsonValueKind.Null => "",
            _ => value.GetRawText(),
        };

    private static bool IsText(JsonElement value)
    {
        try
        {
            return value.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
