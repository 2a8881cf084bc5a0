using System.Text.Json;

namespace Portal.Domain.Figures.Values;

/// <summary>The figures of a sheet as one text: every cell with a value, in order of code, so that equal figures are equal texts.</summary>
public static class FigureValues
{
    public static string Write(IEnumerable<KeyValuePair<string, FigureValue>> values) =>
        JsonSerializer.Serialize(
            new SortedDictionary<string, string>(
                values.Where(v => !v.Value.IsMissing).ToDictionary(v => v.Key, v => v.Value.ToString(), StringComparer.Ordinal),
                StringComparer.Ordinal
            )
        );

    /// <exception cref="JsonException">The text is not what <see cref="Write"/> makes.</exception>
    public static IReadOnlyDictionary<string, FigureValue> Read(string text) =>
        JsonSerializer
            .Deserialize<Dictionary<string, string>>(text)!
            .ToDictionary(
                v => v.Key,
                v => FigureValue.TryRead(v.Value, out var value) is null ? value : throw new JsonException($"“{v.Value}” is no figure."),
                StringComparer.Ordinal
            );
}
