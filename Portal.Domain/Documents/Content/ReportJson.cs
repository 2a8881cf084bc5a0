using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Portal.Domain.Documents.Content;

/// <summary>Writes and reads documents as JSON, as frozen with a signature.</summary>
public static class ReportJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new CultureConverter(), new CellConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameBlocks } },
    };

    public static byte[] Write(ReportDocument document) => JsonSerializer.SerializeToUtf8Bytes(document, s_options);

    /// <exception cref="JsonException">It is no document.</exception>
    public static ReportDocument Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<ReportDocument>(json, s_options) ?? throw new JsonException("A document is missing.");

    private static void NameBlocks(JsonTypeInfo info)
    {
        if (info.Type == typeof(ReportBlock))
        {
            info.PolymorphismOptions = new()
            {
                TypeDiscriminatorPropertyName = "block",
                DerivedTypes =
                {
                    new(typeof(ReportParagraph), "paragraph"),
                    new(typeof(ReportTable), "table"),
                    new(typeof(ReportChart), "chart"),
                },
            };
        }
        if (info.Type != typeof(ReportDocument))
            return;
        // Properties that only repeat parts of the sections are not written twice.
        foreach (var view in info.Properties.Where(p => p.Set is null && p.Name is "tables" or "charts").ToList())
            info.Properties.Remove(view);
    }

    private sealed class CultureConverter : JsonConverter<CultureInfo>
    {
        public override CultureInfo Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            CultureInfo.GetCultureInfo(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, CultureInfo value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Name);
    }

    /// <summary>A text as a string, a number as a number, a gap as its name in an array.</summary>
    private sealed class CellConverter : JsonConverter<ReportCell>
    {
        public override ReportCell Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.String:
                    return ReportCell.Of(reader.GetString()!);
                case JsonTokenType.Number:
                    return ReportCell.Of(reader.GetDecimal());
                case JsonTokenType.StartArray:
                    reader.Read();
                    var gap = Enum.Parse<ReportGap>(reader.GetString()!);
                    reader.Read();
                    return gap switch
                    {
                        ReportGap.NotApplicable => ReportCell.NotApplicable,
                        ReportGap.NotProvided => ReportCell.NotProvided,
                        ReportGap.NotApproved => ReportCell.NotApproved,
                        ReportGap.None or ReportGap.NoValue => ReportCell.Of((decimal?)null),
                    };
                default:
                    throw new JsonException("A cell is a text, a number or a gap.");
            }
        }

        public override void Write(Utf8JsonWriter writer, ReportCell value, JsonSerializerOptions options)
        {
            if (value.Text is { } text)
                writer.WriteStringValue(text);
            else if (value.Number is { } number)
                writer.WriteNumberValue(number);
            else
            {
                writer.WriteStartArray();
                writer.WriteStringValue(value.Gap.ToString());
                writer.WriteEndArray();
            }
        }
    }
}
