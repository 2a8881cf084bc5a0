using Microsoft.Extensions.Localization;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Live.Snapshots;
using Portal.Metrics;

namespace Portal.Live.Views;

/// <summary>The panels' data as tables for export: unrounded, with numerators and denominators, and with all rows.</summary>
internal sealed class PanelTables(IStringLocalizer<MetricsText> text, MetricPhrases phrases, LiveKey key)
{
    private const string Name = "name";

    private int Decimals => key.Stream == RecordStream.Appeals ? 2 : 1;

    public ReportTable Ranking(string title, UnitRanking ranking) =>
        new(
            "ranking",
            title,
            [
                new(Name, text["unit"], ReportColumnKind.Text),
                new("place", text["table.place"], ReportColumnKind.Rank),
                .. Columns(ranking.Metric),
                ChangeOf(ranking.Metric),
            ],
            [
                .. ranking.InPanelOrder.Select(r => new ReportRow(
                    r.Unit.Code,
                    [
                        ReportCell.Of(r.Unit.IsOwn ? phrases.OwnName(r.Unit.Name) : r.Unit.Name),
                        ReportCell.Of(r.Place),
                        .. Cells(ranking.Metric, r.Unit.Current),
                        ChangeOf(ranking.Metric, r.Unit.Current, r.Unit.Previous),
                    ]
                )),
            ]
        );

    public ReportTable Heat(string title, MetricName metric, IReadOnlyList<UnitFigures> units, IReadOnlyList<DateOnly> months) =>
        new(
            "months",
            title,
            [
                new(Name, text["unit"], ReportColumnKind.Text),
                .. months.Select(m => Column(metric, Domain.Shared.Days.ToMonthText(m), phrases.Format.Month(m))),
            ],
            [
                .. units.Select(u => new ReportRow(
                    u.Code,
                    [ReportCell.Of(u.Name), .. months.Select(m => Value(metric, u.Months.GetValueOrDefault(m)))]
                )),
            ]
        );

    public ReportTable Items(string title, IEnumerable<PartFigures> items) =>
        new(
            "items",
            title,
            [
                new(Name, text["item"], ReportColumnKind.Text),
                new("accepted", text["accepted"], ReportColumnKind.Number),
                Column(MetricName.OnTheSpotRatio, "onTheSpotRatio", phrases.Name(MetricName.OnTheSpotRatio)),
                Column(MetricName.TimeRatio, "timeRatio", text["items.share"]),
                new("used", text["table.used"], ReportColumnKind.Number, 1),
                new("limit", text["table.limit"], ReportColumnKind.Number, 1),
                ChangeOf(MetricName.TimeRatio),
            ],
            [
                .. items.Select(i => new ReportRow(
                    i.Key,
                    [
                        ReportCell.Of(NameOf(i)),
                        ReportCell.Of(i.Current.Cohort.Accepted),
                        Value(MetricName.OnTheSpotRatio, i.Current),
                        Value(MetricName.TimeRatio, i.Current),
                        Days(i.Current.Cohort.UsedMinutes, i),
                        Days(i.Current.Cohort.StatutoryMinutes, i),
                        ChangeOf(MetricName.TimeRatio, i.Current, i.Previous),
                    ]
                )),
            ]
        );

    public ReportTable Parts(string title, MetricName metric, IEnumerable<PartFigures> parts) =>
        new(
            "parts",
            title,
            [
                new(Name, text["item"], ReportColumnKind.Text),
                new("accepted", text["accepted"], ReportColumnKind.Number),
                .. Columns(metric),
                ChangeOf(metric),
            ],
            [
                .. parts.Select(p => new ReportRow(
                    p.Key,
                    [
                        ReportCell.Of(NameOf(p)),
                        ReportCell.Of(p.Current.Cohort.Accepted),
                        .. Cells(metric, p.Current),
                        ChangeOf(metric, p.Current, p.Previous),
                    ]
                )),
            ]
        );

    public ReportTable Channels(string title, IEnumerable<PartFigures> channels)
    {
        MetricName[] metrics = [MetricName.Accepted, MetricName.OnTheSpotRatio, MetricName.Overdue, MetricName.SatisfactionRatio];
        return new(
            "channels",
            title,
            [new(Name, text["channel"], ReportColumnKind.Text), .. metrics.Select(m => Column(m, m.ToString(), phrases.Name(m)))],
            [
                .. channels.Select(c => new ReportRow(
                    c.Key,
                    [ReportCell.Of(ChannelRows.NameOf(c, text)), .. metrics.Select(m => Value(m, c.Current))]
                )),
            ]
        );
    }

    public ReportTable Latest(
        string title,
        IEnumerable<RecentRecord> records,
        Func<RecentRecord, string> when,
        Func<RecentRecord, string> state
    ) =>
        new(
            "latest",
            title,
            [
                new("when", text["table.when"], ReportColumnKind.Text),
                new("item", text["item"], ReportColumnKind.Text),
                new("unit", text["unit"], ReportColumnKind.Text),
                new("channel", text["channel"], ReportColumnKind.Text),
                new("state", text["table.state"], ReportColumnKind.Text),
            ],
            [
                .. records.Select(r => new ReportRow(
                    r.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    [
                        ReportCell.Of(when(r)),
                        ReportCell.Of(r.ItemName ?? text["latest.appeal"]),
                        ReportCell.Of(r.UnitName),
                        ReportCell.Of(text[$"channel.{r.Channel}"]),
                        ReportCell.Of(state(r)),
                    ]
                )),
            ]
        );

    // A ratio with its numerator and denominator; a count by itself.
    private IEnumerable<ReportColumn> Columns(MetricName metric) =>
        MetricTraits.Of(metric).IsRatio
            ?
            [
                Column(metric, "value", phrases.Name(metric)) with
                {
                    Quotient = new("numerator", "denominator"),
                },
                new("numerator", text["table.numerator"], ReportColumnKind.Number),
                new("denominator", text["table.denominator"], ReportColumnKind.Number),
            ]
            : [Column(metric, "value", phrases.Name(metric))];

    private static IEnumerable<ReportCell> Cells(MetricName metric, FigureSet? figures)
    {
        if (!MetricTraits.Of(metric).IsRatio)
            return [Value(metric, figures)];
        if (figures is null)
            return [ReportCell.Of((decimal?)null), ReportCell.Of((decimal?)null), ReportCell.Of((decimal?)null)];
        var value = MetricFormulas.Of(metric, figures);
        return [ReportCell.Of(value.Value), ReportCell.Of(value.Numerator), ReportCell.Of(value.Denominator)];
    }

    private ReportColumn Column(MetricName metric, string code, string heading) =>
        MetricTraits.Of(metric).IsRatio
            ? new(code, heading, ReportColumnKind.Share, Decimals)
            : new(code, heading, ReportColumnKind.Number);

    private static ReportCell Value(MetricName metric, FigureSet? figures) =>
        ReportCell.Of(figures is null ? null : MetricFormulas.Of(metric, figures).Value);

    private ReportColumn ChangeOf(MetricName metric) =>
        MetricTraits.Of(metric).IsRatio
            ? new("moved", text["table.moved.points"], ReportColumnKind.Points, Decimals)
            : new("moved", text["table.moved"], ReportColumnKind.Number);

    private static ReportCell ChangeOf(MetricName metric, FigureSet? current, FigureSet? previous) =>
        ReportCell.Of(Movement.Between(metric, current, previous).Difference);

    private static ReportCell Days(long minutes, PartFigures item) =>
        ReportCell.Of(item.Current.Cohort.Timed == 0 ? null : (decimal)minutes / LimitRules.MinutesPerDay / item.Current.Cohort.Timed);

    private string NameOf(PartFigures part) => part.Name.Length > 0 ? part.Name : text["item.none"];
}
