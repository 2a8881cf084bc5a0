using System.Globalization;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;

namespace Portal.Metrics;

/// <summary>Formats figures in the user's language. The only place that rounds them: half away from zero.</summary>
public sealed class MetricsFormat(CultureInfo culture, RecordStream stream)
{
    /// <summary>The text of a missing value; never 0.</summary>
    public const string Missing = "—";

    private readonly int _decimals = stream == RecordStream.Appeals ? 2 : 1;

    // The culture's own pattern for year and month; English months are abbreviated.
    private string YearMonth => Chinese ? culture.DateTimeFormat.YearMonthPattern : "MMM yyyy";

    private int MonthAt => YearMonth.IndexOf('M', StringComparison.Ordinal);

    private string Dash => Chinese ? "—" : "–";

    private bool Chinese => culture.TwoLetterISOLanguageName == "zh";

    public static MetricsFormat For(RecordStream stream) => new(CultureInfo.CurrentCulture, stream);

    /// <summary>The metric's value: per cent for ratios, else a count.</summary>
    public string Value(MetricName metric, decimal? value) => MetricTraits.Of(metric).IsRatio ? Percent(value) : Count(value);

    /// <summary>One decimal, two for appeals.</summary>
    public string Percent(decimal? share) => share is { } value ? Number(value * 100, _decimals) + "%" : Missing;

    public string Count(decimal? count) => count is { } value ? Number(value, 0) : Missing;

    /// <summary>A target, with all its decimals up to two.</summary>
    public string Target(MetricName metric, decimal target) =>
        MetricTraits.Of(metric).IsRatio ? (target * 100).ToString("#,0.##", culture) + "%" : Number(target, 0);

    /// <summary>A difference of shares in points, without its sign.</summary>
    public string Points(decimal difference) => Number(Math.Abs(difference) * 100, _decimals);

    /// <summary>The smallest difference that <see cref="Points"/> does not show as 0, in points.</summary>
    public decimal SmallestPoint => _decimals == 1 ? 0.1m : 0.01m;

    /// <summary>Days, with one decimal unless they are whole.</summary>
    public string Days(decimal? days) =>
        days is { } value ? Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("#,0.#", culture) : Missing;

    /// <summary>Numerator and denominator of a ratio; empty where there is no denominator.</summary>
    public string Parts(MetricName metric, MetricValue value) => PartsOf(metric, value) is var (above, below) ? $"{above} / {below}" : "";

    /// <summary>Numerator and denominator one by one; null for a count.</summary>
    public (string Above, string Below)? PartsOf(MetricName metric, MetricValue value)
    {
        if (value.Numerator is not { } numerator || value.Denominator is not { } denominator)
            return null;
        return InDays(metric) ? (Days(numerator), Days(denominator)) : (Count(numerator), Count(denominator));
    }

    /// <summary>A number for an attribute that a program reads: no separators; empty when there is none.</summary>
    public static string Plain(decimal? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Whether numerator and denominator are days of limit time, not records.</summary>
    public static bool InDays(MetricName metric) => metric is MetricName.TimeRatio or MetricName.PromisedTimeRatio;

    /// <summary>A period: Jan–Oct 2014, and in Chinese the year first.</summary>
    public string Period(MetricPeriod period)
    {
        if (!period.IsWholeMonths)
            return period.Length == 1 ? Day(period.From) : $"{Day(period.From)} – {Day(period.To)}";
        if (period.From.Year != period.To.Year)
            return $"{Month(period.From)}{Dash}{Month(period.To)}";
        if (period.From.Month == period.To.Month)
            return Month(period.From);
        return Chinese
            ? $"{period.From.ToString(YearMonth[..(MonthAt + 1)], culture)}{Dash}{ShortMonth(period.To)}"
            : $"{ShortMonth(period.From)}{Dash}{Month(period.To)}";
    }

    public string Month(DateOnly month) => month.ToString(YearMonth, culture);

    /// <summary>The month without its year, for the axis of a chart.</summary>
    public string ShortMonth(DateOnly month) => month.ToString(Chinese ? YearMonth[MonthAt..] : "MMM", culture);

    public static string Day(DateOnly day) => Portal.Domain.Shared.Days.ToText(day);

    /// <summary>A local instant to the minute, without the year when it is <paramref name="today"/>'s.</summary>
    public static string Instant(DateTimeOffset local, DateOnly today) =>
        local.ToString(local.Year == today.Year ? "MM-dd HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private string Number(decimal value, int decimals) =>
        Math.Round(value, decimals, MidpointRounding.AwayFromZero).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), culture);
}
