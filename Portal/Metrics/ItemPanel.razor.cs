using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Metrics;
using Portal.Domain.Records;
using Portal.Exports;
using Portal.Live;

namespace Portal.Metrics;

/// <summary>Where the time goes: the items that took most of it, against their limits, and those that changed most.</summary>
public sealed partial class ItemPanel
{
    /// <summary>An item with fewer closed records than this moves by chance.</summary>
    private const int EnoughRecords = 20;

    private IReadOnlyList<PartFigures> _timed = [];

    [Parameter, EditorRequired] public required LiveSnapshot Snapshot { get; set; }

    [Parameter, EditorRequired] public required MetricPhrases Phrases { get; set; }

    [Parameter] public string Class { get; set; } = "";

    /// <summary>How many items are listed.</summary>
    [Parameter] public int Rows { get; set; } = 8;

    /// <summary>Where no item has a limit by law: the most used ones.</summary>
    private IReadOnlyList<PartFigures> Untimed =>
        [.. Snapshot.Items.Where(i => i.Key.Length > 0).OrderByDescending(i => i.Current.Cohort.Accepted).Take(Rows)];

    private IReadOnlyList<(PartFigures Item, Movement Moved)> Movers =>
    [
        .. _timed.Where(i => i.Current.Cohort.Timed >= EnoughRecords && i.Previous?.Cohort.Timed >= EnoughRecords)
            .Select(i => (Item: i, Moved: Movement.Between(MetricName.TimeRatio, i.Current, i.Previous)))
            .Where(m => m.Moved.Difference is not (null or 0))
            .OrderByDescending(m => Math.Abs(m.Moved.Difference!.Value))
            .Take(2),
    ];

    protected override void OnParametersSet() =>
        _timed = [.. Snapshot.Items.Where(i => i.Current.Cohort.StatutoryMinutes > 0).OrderByDescending(i => i.Current.Cohort.UsedMinutes)];

    private ReportTable ToTable() => new PanelTables(Text, Phrases, Snapshot.Key).Items(Text["items.question"], _timed.Concat(Snapshot.Items.Except(_timed)));

    private string Draw() => BarPicture.Draw(Text["items.question"],
    [
        .. _timed.Take(Rows).Select(i => (i.Name, MetricFormulas.Of(MetricName.TimeRatio, i.Current).Value)).Select(i => new PictureBar(i.Name, i.Value, Phrases.Format.Percent(i.Value))),
    ]);

    private static decimal? Average(long minutes, PartFigures item) =>
        item.Current.Cohort.Timed == 0 ? null : (decimal)minutes / LimitRules.MinutesPerDay / item.Current.Cohort.Timed;

    // The whole track is the limit; what took longer fills it.
    private static string Width(decimal? share) => string.Create(CultureInfo.InvariantCulture, $"{100 * Math.Clamp(share ?? 0, 0, 1):0.#}%");
}
