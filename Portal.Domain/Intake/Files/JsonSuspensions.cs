using System.Globalization;
using System.Text;
using System.Text.Json;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Files;

/// <summary>Writes <c>[{"from":"…","to":"…","reason":"…"}]</c> as a cell would: <c>from/to reason;…</c></summary>
internal static class JsonSuspensions
{
    // Far more than a record can keep, and little enough to hold as a tree.
    private const long MostBytes = 64 * 1024;

    /// <returns>Null when the array is too long or holds anything else, an unpaired surrogate included.</returns>
    public static string? ToText(ref Utf8JsonReader reader)
    {
        var end = reader;
        end.TrySkip(); // the reader has the whole value
        if (end.BytesConsumed - reader.BytesConsumed > MostBytes)
        {
            reader = end;
            return null;
        }
        using var array = JsonDocument.ParseValue(ref reader);
        try
        {
            return ToText(array);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? ToText(JsonDocument array)
    {
        var text = new StringBuilder();
        foreach (var element in array.RootElement.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Object || !TryAppend(element, text))
                return null;
        }
        return text.ToString();
    }

    private static bool TryAppend(JsonElement element, StringBuilder text)
    {
        string? from = null,
            to = null,
            reason = null;
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
                return false;
            if (property.NameEquals("from"))
                from = property.Value.GetString();
            else if (property.NameEquals("to"))
                to = property.Value.GetString();
            else if (property.NameEquals("reason"))
                reason = property.Value.GetString();
            else
                return false;
        }
        if (from is null)
            return false;
        if (text.Length > 0)
            text.Append(';');
        text.Append(CultureInfo.InvariantCulture, $"{from}/{to ?? from}");
        if (!string.IsNullOrWhiteSpace(reason))
            text.Append(' ').Append(Suspensions.ReasonText(reason));
        return true;
    }
}
