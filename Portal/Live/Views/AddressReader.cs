using Microsoft.Extensions.Primitives;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Navigation;

namespace Portal.Live.Views;

/// <summary>Parses one URL into a <see cref="LiveAddress"/>, and collects the names of invalid parts.</summary>
internal sealed class AddressReader(string path, IDictionary<string, StringValues> query)
{
    private readonly List<string> _invalid = [];

    public LiveAddress Read()
    {
        var address = new LiveAddress
        {
            Unit = Text("unit"),
            Period = Period(),
            Stream = Word<RecordStream>("stream") ?? RecordStream.Cases,
            Channel = Word<Channel>("channel"),
            Compare = Word<MetricComparison>("compare") ?? MetricComparison.Previous,
            Focus = Word<MetricName>("focus") ?? MetricName.OnTheSpotRatio,
            Group = Word<UnitKind>("group"),
            Page = Page(),
        };
        return address with { InvalidParts = string.Join(", ", _invalid) };
    }

    private string? Text(string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    private T? Word<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return null;
        if (UrlNames.TryParse<T>(text, out var value))
            return value;
        _invalid.Add(name);
        return null;
    }

    private MetricPeriod? Period()
    {
        var (from, to) = (Text("from"), Text("to"));
        if (from is null && to is null)
            return null;
        if (MetricPeriod.TryParse(from ?? to, to ?? from, out var period))
            return period;
        _invalid.Add("from");
        _invalid.Add("to");
        return null;
    }

    private MetricName? Page()
    {
        var rest = path.TrimStart('/').Split('/', 2) is [_, { Length: > 0 } last] ? Uri.UnescapeDataString(last.TrimEnd('/')) : null;
        if (rest is null)
            return null;
        if (UrlNames.TryParse<MetricName>(rest, out var metric))
            return metric;
        _invalid.Add("metric");
        return null;
    }
}
