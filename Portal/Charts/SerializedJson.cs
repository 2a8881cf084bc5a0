using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Charts;

/// <summary>Serialized JSON, written unchanged into other JSON.</summary>
[JsonConverter(typeof(Converter))]
public sealed class SerializedJson(byte[] text)
{
    public bool HasSameBytes(SerializedJson other) => text.AsSpan().SequenceEqual(other.Text);

    private ReadOnlySpan<byte> Text => text;

    private sealed class Converter : JsonConverter<SerializedJson>
    {
        public override SerializedJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Serialized JSON is only written.");

        public override void Write(Utf8JsonWriter writer, SerializedJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Text, skipInputValidation: true);
    }
}
