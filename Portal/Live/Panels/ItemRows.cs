using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Live.Snapshots;
using Portal.Live.Views;
using Portal.Metrics;
using Portal.Records.Lists;

namespace Portal.Live.Panels;

/// <summary>
/// The formatted rows of the item panel: the items that used the most time or, when none has a statutory limit, the most used items.
/// </summary>
public sealed class ItemRows
{
    /// <summary>The fewest timed records of an item with a shown change; changes of smaller numbers are chance.</summary>
    private const int EnoughRecords = 20;

    private readonly MetricPhrases _phrases;
    private readonly LiveLinks _links;

    public ItemRows(LiveView view, LiveSnapshot snapshot, MetricPhrases phrases, IStringLocalizer<MetricsText> text, int rows)
    {
        _phrases = phrases;
        _links = new(view, snapshot);
        Timed = [.. snapshot.Items.Where(i => i.Current.Cohort.StatutoryMinutes > 0).OrderByDescending(i => i.Current.Cohort.UsedMinutes)];
        Rows = [.. Timed.Take(rows).Select(Row)];
        Untimed =
            Timed.Count > 0
                ? []
                :
                [
                    .. snapshot
                        .Items.Where(i => i.Key.Length > 0)
                        .OrderByDescending(i => i.Current.Cohort.Accepted)
                        .Take(rows)
                        .Select(Plain),
                ];
        Movers = string.Join(text["comma"], MoversOf().Select(m => $"{m.Item.Name} {phrases.Moved(m.Moved, MetricName.TimeRatio)}"));
    }

    internal IReadOnlyList<PartFigures> Timed { get; }

    public IReadOnlyList<ItemRow> Rows { get; }

    /// <summary>Empty when some item has a statutory limit.</summary>
    public IReadOnlyList<UntimedRow> Untimed { get; }

    /// <summary>A sentence about the items that changed most; empty when none did.</summary>
    public string Movers { get; }

    private ItemRow Row(PartFigures item)
    {
        var share = MetricFormulas.Of(MetricName.TimeRatio, item.Current).Value;
        var moved = Movement.Between(MetricName.TimeRatio, item.Current, item.Previous);
        return new(
            item.Key,
            item.Name,
            $"width: {Width(share)}",
            new(_phrases.Format.Percent(share), _links.Numerator(Of(item), MetricName.TimeRatio)),
            $"{_phrases.Format.Days(Average(item.Current.Cohort.UsedMinutes, item))} / "
                + $"{_phrases.Format.Days(Average(item.Current.Cohort.StatutoryMinutes, item))}",
            moved.Sense switch
            {
                MovementSense.Better => "good",
                MovementSense.Worse => "warning",
                MovementSense.NoBase or MovementSense.Unchanged or MovementSense.Neutral => "quiet",
            },
            _phrases.Moved(moved, MetricName.TimeRatio)
        );
    }

    private UntimedRow Plain(PartFigures item) =>
        new(
            item.Key,
            item.Name,
            new(_phrases.Format.Count(item.Current.Cohort.Accepted), _links.Numerator(Of(item), MetricName.Accepted)),
            new(
                _phrases.Format.Percent(MetricFormulas.Of(MetricName.OnTheSpotRatio, item.Current).Value),
                _links.Numerator(Of(item), MetricName.OnTheSpotRatio)
            )
        );

    private RecordsAddress Of(PartFigures item) => _links.Whole with { Item = item.Key.Length == 0 ? RecordsAddress.None : item.Key };

    private IEnumerable<(PartFigures Item, Movement Moved)> MoversOf() =>
        Timed
            .Where(i => i.Current.Cohort.Timed >= EnoughRecords && i.Previous?.Cohort.Timed >= EnoughRecords)
            .Select(i => (Item: i, Moved: Movement.Between(MetricName.TimeRatio, i.Current, i.Previous)))
            .Where(m => m.Moved.Difference is not (null or 0))
            .OrderByDescending(m => Math.Abs(m.Moved.Difference!.Value))
            .Take(2);

    private static decimal? Average(long minutes, PartFigures item) =>
        item.Current.Cohort.Timed == 0 ? null : (decimal)minutes / LimitRules.MinutesPerDay / item.Current.Cohort.Timed;

    // The full track is the limit; a longer time fills it.
    private static string Width(decimal? share) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * Math.Clamp(share ?? 0, 0, 1):0.#}%");
}

/// <param name="Bar">The width style of the bar: the share of the limit used.</param>
/// <param name="Share">Opens the closed records with a statutory limit, whose days it sums.</param>
/// <param name="Days">Average days used and allowed.</param>
public sealed record ItemRow(string Key, string Name, string Bar, LinkedText Share, string Days, string Tone, string Moved);

public sealed record UntimedRow(string Key, string Name, LinkedText Accepted, LinkedText OnTheSpot);
