using Microsoft.Extensions.Localization;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reported;
using Portal.Metrics;

namespace Portal.Live.Views;

/// <summary>Notices about reported figures: provisional sheets, missing months, and no daily values.</summary>
internal sealed class ReportedNotices(IStringLocalizer<MetricsText> text)
{
    private const int UnitsNamed = 3;

    public IEnumerable<string> Of(ReportedState reported, LiveView view)
    {
        if (reported.Provisional > 0)
            yield return text["reported.provisional", reported.Provisional, reported.ProvisionalMeasures.Accepted];
        if (reported.Missing.Count > 0)
            yield return Missing(reported.Missing);
        if (
            reported.Counted > 0
            && (!view.Period.IsWholeMonths || view.Address.Focus == MetricName.Accepted && view.Period.Months.Count() == 1)
        )
            yield return text["reported.noDays"];
    }

    private string Missing(IReadOnlyList<UnitMonths> missing)
    {
        var named = string.Join(
            text["list.separator"],
            missing.Take(UnitsNamed).Select(m => (string)text["reported.missingUnit", m.UnitName, MonthSpans.Text(m.Months, text)])
        );
        return missing.Count > UnitsNamed ? text["reported.missingMore", named, missing.Count] : text["reported.missing", named];
    }
}
