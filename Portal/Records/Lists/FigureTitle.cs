using Microsoft.Extensions.Localization;
using Portal.Domain.Metrics.Formulas;
using Portal.Metrics;

namespace Portal.Records.Lists;

/// <summary>Says what a number of the figures is: “On-the-spot cases of 后洲街道, Sep 2014”.</summary>
internal static class FigureTitle
{
    /// <param name="view">An address with a unit and a measure.</param>
    /// <param name="text">The texts of metrics.</param>
    /// <param name="today">The day whose name of the unit is said when the number has no last day.</param>
    public static string Of(RecordsView view, IStringLocalizer<MetricsText> text, DateOnly today)
    {
        var (address, format) = (view.Address, MetricsFormat.For(view.Address.Stream));
        var unit = view.Filter.UnitId is { } id ? view.Reference.Units.NameAt(id, address.To ?? today) : "";
        string what = text[$"contents.{address.Stream}.{address.Measure}"];
        string whose = address.Own ? text["unit.own", unit] : unit;
        return (address.From, address.To) switch
        {
            ({ } from, { } to) => text["contents.of", what, whose, format.Period(new MetricPeriod(from, to))],
            (null, { } to) => text["contents.until", what, whose, MetricsFormat.Day(to)],
            (_, null) => text["contents.whole", what, whose],
        };
    }
}
