using System.Globalization;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;

namespace Portal.Tests.Figures.Forms;

/// <summary>Small forms for tests of checks.</summary>
internal static class FormSamples
{
    public static IReadOnlyDictionary<string, IReadOnlyList<decimal>> NoHistory { get; } =
        new Dictionary<string, IReadOnlyList<decimal>>(StringComparer.Ordinal);

    /// <summary>受理 accepted, 即办 onTheSpot, 办结 closed, 逾期 overdue (not required), 说明数 reasons (not required, may not apply).</summary>
    public static FormDefinition List(params FormCheck[] checks) =>
        new(
            new("月报", "Monthly"),
            [
                new(
                    "main",
                    new("办件", "Cases"),
                    [
                        Line("accepted", "受理", "Accepted"),
                        Line("onTheSpot", "即办", "On the spot"),
                        Line("closed", "办结", "Closed"),
                        Line("overdue", "逾期", "Overdue", new IndicatorTraits { Required = false }),
                        Line("reasons", "原因", "Reasons", new IndicatorTraits { Required = false, MayNotApply = true }),
                    ],
                    []
                ),
            ],
            checks
        );

    /// <summary>A table <c>by-kind</c> of licences and services × accepted and closed, and a list with <c>due</c>.</summary>
    public static FormDefinition Table(params FormCheck[] checks) =>
        new(
            new("月报", "Monthly"),
            [
                new(
                    "by-kind",
                    new("分类", "By kind"),
                    [Row("licences", "许可", "Licences"), Row("services", "服务", "Services")],
                    [
                        Line("accepted", "受理", "Accepted", new IndicatorTraits { MayNotApply = true }),
                        Line("closed", "办结", "Closed", new IndicatorTraits { MayNotApply = true }),
                    ]
                ),
                new("rest", new("其他", "Rest"), [Line("due", "有时限", "With a limit")], []),
            ],
            checks
        );

    public static FormLine Line(string code, string zh, string en, IndicatorTraits? traits = null) =>
        new(code, new(zh, en)) { Traits = traits ?? new IndicatorTraits() };

    public static FormLine Row(string code, string zh, string en) => new(code, new(zh, en));

    /// <summary>As in <c>accepted=861 closed=n/a</c>.</summary>
    public static Dictionary<string, FigureValue> Values(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('='))
            .ToDictionary(p => p[0], p => Value(p[1]), StringComparer.Ordinal);

    private static FigureValue Value(string text) =>
        text == "n/a" ? FigureValue.NotApplied : FigureValue.Of(decimal.Parse(text, CultureInfo.InvariantCulture));
}
