using System.Globalization;
using Portal.Domain.Documents.Content;

namespace Portal.Tests.Reports;

/// <summary>A report made up for the renderings: every kind of block, column, gap and chart is in it.</summary>
internal static class ReportSamples
{
    public static CultureInfo Chinese { get; } = CultureInfo.GetCultureInfo("zh-CN");

    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en");

    public static ReportTable Streets { get; } =
        new(
            "streets",
            "各街道办件情况",
            [
                new("name", "街道", ReportColumnKind.Text),
                new("accepted", "受理", ReportColumnKind.Number),
                new("onTheSpot", "即办", ReportColumnKind.Number),
                new("onTheSpotRatio", "即办率", ReportColumnKind.Share, 1) { Quotient = new("onTheSpot", "accepted") },
                new("moved", "较上期（百分点）", ReportColumnKind.Points, 1),
                new("rank", "名次", ReportColumnKind.Rank),
                new("area", "面积（㎡）", ReportColumnKind.Number, 2),
            ],
            [
                Row("350103001", "后洲街道", 1234m, 985m, 0.0123m, 1m, 1600m),
                Row("350103002", "=HYPERLINK(\"http://x\")街道", 20m, 3m, -0.2m, 2m, 12.5m),
                Row("350103003", "鳌峰街道", 0m, 0m, null, null, null),
                new(
                    "350103004",
                    [
                        ReportCell.Of("瀛洲街道"),
                        ReportCell.NotProvided,
                        ReportCell.NotProvided,
                        ReportCell.NotProvided,
                        ReportCell.NotApplicable,
                        ReportCell.NotApplicable,
                        ReportCell.NotApplicable,
                    ]
                ),
                Row("", "合计", 1254m, 988m, 0.01m, null, null) with
                {
                    IsTotal = true,
                },
            ]
        )
        {
            Notes = ["鳌峰街道本期无办件。"],
        };

    public static ReportTable Months { get; } =
        new(
            "casesByMonth",
            "逐月情况",
            [
                new("month", "月份", ReportColumnKind.Text),
                new("accepted", "受理", ReportColumnKind.Number),
                new("closed", "办结", ReportColumnKind.Number),
                new("onTheSpotRatio", "即办率", ReportColumnKind.Share, 1),
                new("change", "环比", ReportColumnKind.Change, 1),
            ],
            [
                .. Enumerable
                    .Range(1, 10)
                    .Select(m => new ReportRow(
                        $"2014-{m:00}",
                        [
                            ReportCell.Of($"{m}月"),
                            ReportCell.Of(5000m + (m * 137)),
                            ReportCell.Of(4990m + (m * 131)),
                            ReportCell.Of(0.75m + (m * 0.005m)),
                            ReportCell.Of(m == 1 ? null : 0.02m),
                        ]
                    )),
            ]
        );

    public static ReportDocument Document { get; } =
        new()
        {
            Culture = Chinese,
            Title = "台江区“马上就办”工作情况通报",
            Period = "2014年1—10月",
            Issuer = "台江区机关效能建设领导小组办公室",
            State = "草稿，数据截至2014年11月3日",
            Sections =
            [
                new(
                    "summary",
                    "总体情况",
                    [
                        new ReportParagraph("1—10月，全区共受理各类事项1,254件，当场（日）办结988件，即办率78.8%。"),
                        new ReportParagraph("第二段：<&>“引号”与\t制表。"),
                    ]
                ),
                new(
                    "cases",
                    "办件情况",
                    [
                        new ReportParagraph("各街道情况见下表。"),
                        Streets,
                        new ReportChart("onTheSpotByStreet", "各街道即办率", ReportChartKind.Bar, "streets", "name", ["onTheSpotRatio"])
                        {
                            Reference = 0.8m,
                        },
                    ]
                ),
                new(
                    "trend",
                    "逐月走势",
                    [
                        Months,
                        new ReportChart(
                            "casesTrend",
                            "逐月受理与办结",
                            ReportChartKind.Column,
                            "casesByMonth",
                            "month",
                            ["accepted", "closed"]
                        ),
                        new ReportChart("ratioTrend", "逐月即办率", ReportChartKind.Line, "casesByMonth", "month", ["onTheSpotRatio"]),
                    ]
                ),
                new(
                    "empty",
                    "督办情况",
                    [
                        new ReportParagraph("本期无督办件。"),
                        new ReportTable(
                            "none",
                            "督办件",
                            [new("name", "事项", ReportColumnKind.Text), new("count", "件数", ReportColumnKind.Number)],
                            []
                        ),
                    ]
                ),
            ],
            Definitions = [new("即办率", "受理当日办结的件数与受理件数之比，按受理日期计。"), new("办结率", "已办结件数与受理件数之比。")],
            Fields = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["unit"] = "台江区",
                ["period"] = "2014年1—10月",
                ["cases.accepted"] = "1,254",
                ["cases.onTheSpotRatio"] = "78.8%",
            },
        };

    private static ReportRow Row(
        string key,
        string name,
        decimal accepted,
        decimal onTheSpot,
        decimal? moved,
        decimal? rank,
        decimal? area
    ) =>
        new(
            key,
            [
                ReportCell.Of(name),
                ReportCell.Of(accepted),
                ReportCell.Of(onTheSpot),
                ReportCell.Of(accepted == 0 ? null : onTheSpot / accepted),
                ReportCell.Of(moved),
                ReportCell.Of(rank),
                ReportCell.Of(area),
            ]
        );
}
