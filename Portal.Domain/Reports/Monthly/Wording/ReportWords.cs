using System.Globalization;
using System.Resources;
using Portal.Domain.Documents.Content;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>The words of a report in one language, and its formats of numbers, periods and lists.</summary>
internal sealed class ReportWords(CultureInfo culture)
{
    private static readonly ResourceManager s_texts = new("Portal.Domain.Reports.Monthly.Wording.ReportText", typeof(ReportWords).Assembly);

    private readonly PluralFormat _plurals = new(culture);

    public CultureInfo Culture => culture;

    public bool IsChinese => culture.TwoLetterISOLanguageName == "zh";

    /// <exception cref="InvalidOperationException">There is no such text.</exception>
    public string Say(string key, params object[] arguments)
    {
        var text = s_texts.GetString(key, culture) ?? throw new InvalidOperationException($"There is no text “{key}”.");
        return arguments.Length == 0 ? text : string.Format(_plurals, text, arguments);
    }

    /// <summary>A whole number with separators.</summary>
    public string Count(decimal? number) => number is { } value ? value.ToString("N0", culture) : ReportNumbers.NoValue;

    /// <summary>As many decimals as it needs, two at most.</summary>
    public string Number(decimal number) => number.ToString("#,0.##", culture);

    /// <summary>A share in per cent; exactly 0 or 1 is written without decimals.</summary>
    public string Percent(decimal? share, int decimals) =>
        share switch
        {
            null => ReportNumbers.NoValue,
            0 or 1 => Rounded(share.Value * 100, 0) + "%",
            _ => Rounded(share.Value * 100, decimals) + "%",
        };

    /// <summary>A share for a sentence: one that would be rounded to 0 or 100 %, and is neither, is written as almost so.</summary>
    public string ShareInWords(decimal? share, int decimals)
    {
        var least = decimals == 0 ? 0.01m : new decimal(1, 0, 0, isNegative: false, (byte)(decimals + 2));
        return share switch
        {
            > 0 and < 1 when share < least / 2 => Say("share.below", Percent(least, decimals)),
            > 0 and < 1 when share >= 1 - (least / 2) => Say("share.above", Percent(1 - least, decimals)),
            _ => Percent(share, decimals),
        };
    }

    /// <summary>The period: 2014年1—10月, January–October 2014.</summary>
    public string Period(ReportKey key) =>
        key.Span switch
        {
            ReportSpan.Month => Month(key.To),
            ReportSpan.Year => Say("period.year", key.To.Year),
            ReportSpan.Quarter => Say("period.quarter", key.To.Year, Say($"quarter.{(key.To.Month + 2) / 3}")),
            ReportSpan.YearToMonth or ReportSpan.Months when key.From.Year == key.To.Year => Say(
                "period.months",
                key.To.Year,
                IsChinese ? key.From.Month : MonthAlone(key.From),
                MonthAlone(key.To)
            ),
            ReportSpan.YearToMonth or ReportSpan.Months => Say("period.years", Month(key.From), Month(key.To)),
        };

    public string Month(DateOnly month) => month.ToString(IsChinese ? "yyyy年M月" : "MMMM yyyy", culture);

    /// <summary>The month without its year.</summary>
    public string MonthAlone(DateOnly month) => month.ToString(IsChinese ? "M月" : "MMMM", culture);

    public string Day(DateOnly day) => day.ToString(IsChinese ? "yyyy年M月d日" : "d MMMM yyyy", culture);

    /// <summary>A list in words: 甲、乙和丙; A, B and C.</summary>
    public string List(IReadOnlyList<string> things) =>
        things.Count switch
        {
            0 => "",
            1 => things[0],
            _ => string.Join(Say("list.comma"), things.Take(things.Count - 1)) + Say("list.and") + things[^1],
        };

    /// <summary>A list of names; of more than a few, the first ones and the number of all.</summary>
    public string ShortList(IReadOnlyList<string> names, int few = 3) =>
        names.Count <= few ? List(names) : Say("named.many", List([.. names.Take(few)]), Count(names.Count));

    /// <summary>A list of clauses that contain lists: 甲1件，乙和丙2件.</summary>
    public string Clauses(IReadOnlyList<string> clauses) => IsChinese ? string.Join(Say("list.comma.clause"), clauses) : List(clauses);

    /// <summary>Joins sentences to a paragraph.</summary>
    public string Join(params IEnumerable<string?> sentences) =>
        string.Join(IsChinese ? "" : " ", sentences.Where(s => !string.IsNullOrEmpty(s)));

    /// <summary>The decimals of a stream's shares: one, for appeals two.</summary>
    public static int Decimals(RecordStream stream) => stream == RecordStream.Appeals ? 2 : 1;

    /// <summary>The change of a share, in percentage points; empty when there is nothing to compare with.</summary>
    /// <param name="than">The text of the basis of comparison.</param>
    public string PointsChange(decimal? now, decimal? before, int decimals, string than)
    {
        if (now is not { } is_ || before is not { } was)
            return "";
        var points = Math.Round((is_ - was) * 100, decimals, MidpointRounding.AwayFromZero);
        return points == 0
            ? Say("moved.same", Say(than))
            : Say(points > 0 ? "moved.up" : "moved.down", Say(than), Rounded(Math.Abs(points), decimals));
    }

    /// <summary>The change of a count, in per cent of the former count; empty when that is unknown.</summary>
    public string PercentChange(decimal? now, decimal? before, string than)
    {
        if (now is not { } is_ || before is not { } was)
            return "";
        if (was == 0)
            return is_ == 0 ? Say("changed.same", Say(than)) : Say("changed.fromNone", Say(than));
        var share = Math.Round((is_ - was) / was * 100, 1, MidpointRounding.AwayFromZero);
        return is_ == was
            ? Say("changed.same", Say(than))
            : Say(is_ > was ? "changed.up" : "changed.down", Say(than), Rounded(Math.Abs(share), 1));
    }

    /// <summary>A metric's name.</summary>
    public string Name(MetricName metric) => Say($"metric.{metric}");

    private string Rounded(decimal value, int decimals) =>
        Math.Round(value, decimals, MidpointRounding.AwayFromZero).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), culture);
}
