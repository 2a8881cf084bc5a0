using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Live.Snapshots;
using Portal.Metrics;
using Portal.Navigation;

namespace Portal.Live.Views;

/// <summary>The formatted rows of the channel panel, largest used channel first.</summary>
public sealed class ChannelRows
{
    private readonly MetricPhrases _phrases;
    private readonly LiveLinks _links;

    public ChannelRows(LiveView view, LiveSnapshot snapshot, MetricPhrases phrases, IStringLocalizer<MetricsText> text)
    {
        _phrases = phrases;
        _links = new(view, snapshot);
        Sorted = [.. snapshot.Channels.OrderByDescending(c => c.Current.Cohort.Accepted)];
        var largest = Sorted.Count == 0 ? 0 : Sorted[0].Current.Cohort.Accepted;
        Rows = [.. Sorted.Select(part => Row(part, view, text, largest))];
    }

    internal IReadOnlyList<PartFigures> Sorted { get; }

    public IReadOnlyList<ChannelRow> Rows { get; }

    private ChannelRow Row(PartFigures part, LiveView view, IStringLocalizer<MetricsText> text, long largest)
    {
        var known = UrlNames.TryParse<Channel>(part.Key, out var channel);
        return new(
            part.Key,
            NameOf(part, text),
            known ? (view.Address with { Channel = channel }).ToUri() : null,
            string.Create(
                CultureInfo.InvariantCulture,
                $"width: {(largest == 0 ? 0 : 100m * part.Current.Cohort.Accepted / largest):0.#}%"
            ),
            Value(MetricName.Accepted),
            Value(MetricName.OnTheSpotRatio),
            Value(MetricName.Overdue),
            Value(MetricName.SatisfactionRatio)
        );

        LinkedText Value(MetricName metric)
        {
            var value = MetricFormulas.Of(metric, part.Current).Value;
            var number = known ? _links.Whole with { Channel = channel } : _links.Whole with { Channel = null, WithoutChannel = true };
            return new(_phrases.Format.Value(metric, value), value is null ? null : _links.Numerator(number, metric));
        }
    }

    internal static string NameOf(PartFigures part, IStringLocalizer<MetricsText> text) =>
        UrlNames.TryParse<Channel>(part.Key, out var channel) ? text[$"channel.{channel}"] : text["channel.none"];
}
