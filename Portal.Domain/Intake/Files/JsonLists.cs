using System.Text;
using System.Text.Json;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Files;

/// <summary>One row of a list in a JSON object.</summary>
/// <param name="List">The name of the property that holds the list.</param>
/// <param name="Key">The row's own name in a list of properties; null in an array.</param>
internal readonly record struct JsonListRow(string List, string? Key, JsonElement Element);

/// <summary>Finds the rows in a JSON object, such as <c>{"year":2019,"days":[…]}</c> or <c>{"holidays":{"2019-01-01":"…"}}</c>.</summary>
internal static class JsonLists
{
    /// <summary>The name of the property with the list, as a column.</summary>
    public const string List = "$list";

    /// <summary>The row's own name in a list of properties, as a column.</summary>
    public const string Key = "$key";

    /// <summary>The row's value in a list of properties where it is no object, as a column.</summary>
    public const string Value = "$value";

    // Such an object is held as a tree.
    private const long MostBytes = 64 << 20;

    public static IReadOnlyList<string> Columns { get; } = [List, Key, Value];

    /// <param name="content">Seekable, at its beginning; its position is unchanged unless rows are found.</param>
    /// <param name="encoding">Of the text.</param>
    /// <param name="named">The properties that hold the rows; none finds the only one.</param>
    /// <param name="takesAll">Takes all lists where there are several.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Null when the file is no single object: then it is an array, or has one object a line.</returns>
    /// <exception cref="RecordFileException">The object is damaged, lacks a property that is named, or has several lists.</exception>
    public static async Task<IReadOnlyList<JsonListRow>?> FindAsync(
        Stream content,
        Encoding encoding,
        IReadOnlyList<string> named,
        bool takesAll,
        CancellationToken cancellation
    )
    {
        if (!content.CanSeek || content.Length - content.Position > MostBytes)
            return null;
        var start = content.Position;
        var bytes = new byte[content.Length - start];
        await content.ReadExactlyAsync(bytes, cancellation);
        if (encoding is not UTF8Encoding)
            bytes = TextEncodings.Utf8.GetBytes(encoding.GetString(bytes));
        if (!IsOneObject(bytes))
        {
            content.Position = start;
            return null;
        }
        using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 64 });
        var rows = Rows(document.RootElement.Clone(), named, takesAll);
        if (rows is null)
            content.Position = start;
        return rows;
    }

    private static bool IsOneObject(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 64, AllowMultipleValues = true });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            reader.Skip();
            return !reader.Read(); // another value behind it: one object a line
        }
        catch (JsonException damaged) when (!FirstLineIsValue(text))
        {
            var line = (damaged.LineNumber ?? 0) + 1;
            throw new RecordFileException("json.damaged", line, line, (damaged.BytePositionInLine ?? 0) + 1);
        }
        catch (JsonException)
        {
            return false; // one object a line, of which a later one is damaged
        }
    }

    private static bool FirstLineIsValue(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t\r\n"u8);
        var end = text.IndexOf((byte)'\n');
        var reader = new Utf8JsonReader(end < 0 ? text : text[..end]);
        try
        {
            return reader.Read() && reader.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <returns>Null when the object has no list: it is a row itself.</returns>
    private static List<JsonListRow>? Rows(JsonElement root, IReadOnlyList<string> named, bool takesAll)
    {
        var lists = root.EnumerateObject().Where(p => p.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object).ToList();
        if (named.Count > 0)
        {
            var missing = named.Where(name => !lists.Exists(list => list.Name == name)).ToList();
            if (missing.Count > 0)
                throw new RecordFileException("json.listMissing", line: null, NamesOf(missing));
            lists.RemoveAll(list => !named.Contains(list.Name));
        }
        else
        {
            lists.RemoveAll(list => !HoldsRows(list.Value));
            if (lists.Count == 0)
                return null;
            if (lists.Count > 1 && !takesAll)
                throw new RecordFileException("json.severalLists", line: null, NamesOf(lists.Select(l => l.Name)));
        }
        return [.. lists.SelectMany(list => RowsOf(list.Name, list.Value))];
    }

    private static string NamesOf(IEnumerable<string> names) => Intake.Rows.RowErrors.Names([.. names]);

    private static bool HoldsRows(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Any() && list.EnumerateArray().All(row => row.ValueKind == JsonValueKind.Object)
            : list.EnumerateObject().Any() && list.EnumerateObject().All(row => row.Value.ValueKind == JsonValueKind.Object || IsDay(row));

    private static bool IsDay(JsonProperty row) =>
        row.Value.ValueKind != JsonValueKind.Array && IsoText.TryRead(row.Name, out _, out _, out var dayOnly) && dayOnly;

    private static IEnumerable<JsonListRow> RowsOf(string name, JsonElement list) =>
        list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(row => new JsonListRow(name, null, row))
            : list.EnumerateObject().Select(row => new JsonListRow(name, row.Name, row.Value));
}
