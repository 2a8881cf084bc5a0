using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Shell;

namespace Portal.Charts;

/// <summary>A chart as its script and its table take it, written once however many pages show the same model.</summary>
public sealed class ChartJson
{
    private static readonly ConditionalWeakTable<ChartModel, ChartJson> s_written = [];

    private static readonly JsonSerializerOptions s_format = new(JsonSerializerDefaults.Web);

    private ChartJson(ChartModel model, string language)
    {
        Axis = ChartAxis.For(model);
        Series = Write(ApexOptions.SeriesOf(model));
        Words = Write(ChartWords.From(model, language));
        Cells =
        [
            .. Enumerable
                .Range(0, model.Steps.Count)
                .Select(step => new MarkupString(
                    string.Concat(model.Series.Select(s => SharedHtml.Of($"<td>{s.Values[step].Text}</td>").Value))
                )),
        ];
    }

    internal ChartAxis Axis { get; }

    public WrittenJson Series { get; }

    public WrittenJson Words { get; }

    /// <summary>The numbers of every step as cells of a table.</summary>
    public IReadOnlyList<MarkupString> Cells { get; }

    /// <summary>Nothing of another one's numbers and words is different.</summary>
    public bool Says(ChartJson other) => Series.SameAs(other.Series) && Words.SameAs(other.Words);

    /// <summary>A model is of one language, that of its texts.</summary>
    public static ChartJson Of(ChartModel model, string language) => s_written.GetValue(model, m => new ChartJson(m, language));

    /// <summary>Everything the library needs to draw it; needed once a page, so it is not kept.</summary>
    public static WrittenJson Options(ChartModel model) => Write(ApexOptions.From(model));

    private static WrittenJson Write<T>(T value) => new(JsonSerializer.SerializeToUtf8Bytes(value, s_format));
}

/// <summary>JSON that is passed on as it is.</summary>
[JsonConverter(typeof(Converter))]
public sealed class WrittenJson(byte[] text)
{
    public bool SameAs(WrittenJson other) => text.AsSpan().SequenceEqual(other.Text);

    private ReadOnlySpan<byte> Text => text;

    private sealed class Converter : JsonConverter<WrittenJson>
    {
        public override WrittenJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("It is only written.");

        public override void Write(Utf8JsonWriter writer, WrittenJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Text, skipInputValidation: true);
    }
}
