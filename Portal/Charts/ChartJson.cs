using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Portal.Components;

namespace Portal.Charts;

/// <summary>A chart model serialized for its script and its table, once for all pages that show the model.</summary>
public sealed class ChartJson
{
    private static readonly ConditionalWeakTable<ChartModel, ChartJson> s_written = [];

    private static readonly JsonSerializerOptions s_format = new(JsonSerializerDefaults.Web);

    private ChartJson(ChartModel model, string language)
    {
        Axis = ChartAxis.For(model);
        Series = Write(ApexOptions.SeriesOf(model));
        Words = Write(ChartScriptData.From(model, language));
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

    public SerializedJson Series { get; }

    public SerializedJson Words { get; }

    /// <summary>The formatted numbers of every step as table cells.</summary>
    public IReadOnlyList<MarkupString> Cells { get; }

    /// <summary>Whether both have the same numbers and texts.</summary>
    public bool HasSameData(ChartJson other) => Series.HasSameBytes(other.Series) && Words.HasSameBytes(other.Words);

    /// <summary>A model has one language, that of its texts.</summary>
    public static ChartJson Of(ChartModel model, string language) => s_written.GetValue(model, m => new ChartJson(m, language));

    /// <summary>All options for the first drawing; needed once per page, so not cached.</summary>
    public static SerializedJson Options(ChartModel model) => Write(ApexOptions.From(model));

    private static SerializedJson Write<T>(T value) => new(JsonSerializer.SerializeToUtf8Bytes(value, s_format));
}
