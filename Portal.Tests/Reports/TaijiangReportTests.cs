using System.Globalization;
using Portal.Domain.Access;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Documents.Content;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Tests.Demonstration;
using Portal.Tests.Documents;

namespace Portal.Tests.Reports;

/// <summary>
/// The district's report for January to October 2014 has the same figures as the published report, as far as the data go.
/// </summary>
[Collection(FilledDatabaseUsers.Name)]
public sealed class TaijiangReportTests(FilledDatabase filled)
{
    private static readonly ReportKey s_key = new(TaijiangCodes.District, new(2014, 1, 1), new(2014, 10, 1));

    /// <summary>Facts of changes and of clauses, which nothing in the portal records yet.</summary>
    private static readonly string[] s_notHeld =
    [
        "powers.before",
        "communities.before",
        "devolved.city.2013",
        "devolved.taken.2013",
        "devolved.departments.2013",
        "devolved.city.2014",
        "devolved.taken.2014",
        "catchAll.districtUnits",
        "catchAll.districtItems",
        "catchAll.template.items",
        "catchAll.template.removed",
        "catchAll.streets",
    ];

    // Each fact with its words in the report; limits are stated as “at most”, so the portal's own ratio below them is expected.
    private static readonly Dictionary<string, (string Chinese, string English)> s_told = new(StringComparer.Ordinal)
    {
        ["powers.after"] = ("共237项", "237 powers"),
        ["licences.after"] = ("行政许可108项", "licences 108"),
        ["limit.2012"] = ("2012年末为59.4%", "59.4% at the end of 2012"),
        ["limit.2013"] = ("2013年末为33.6%", "33.6% at the end of 2013"),
        ["limit.2014"] = ("承诺办理时限合计为法定时限的29.7%，即压缩了70.3%", "29.7% of the statutory ones, 70.3% less"),
        ["process.licence"] = ("行政许可的审批流程为“3+1”模式", "The process of licences is “3+1”"),
        ["process.nonlicence"] = ("非行政许可审批的审批流程为“2+1”模式", "The process of non-licence approvals is “2+1”"),
        ["communities.after"] = ("52个社区", "52 communities"),
        ["streets"] = ("10个街道", "10 streets"),
        ["units.withPowers"] = ("具有行政职权的单位38个", "38 units hold administrative powers"),
        ["units.approval"] = ("应当入驻的27个", "27 of them have powers of approval"),
        ["units.other"] = ("其他11个", "11 have others"),
        ["units.stationed"] = ("已入驻20个", "20 sit there"),
        ["centre.stationedRatio"] = ("入驻率74.1%", "20 sit there, 74.1%"),
        ["centre.area"] = ("场地面积1,600平方米，低于2,000平方米的标准", "1,600 m², less than the standard of 2,000 m²"),
        ["centre.served"] = ("服务群众各类事项共61,906件", "served 61,906 cases"),
        ["centre.completionRatio"] = ("61,906件，办结率100%", "61,906 cases; 100% are closed"),
        ["centre.onTheSpotRatio"] = ("当场（日）办结49,277件，占79.6%", "49,277 of them on the day they came, 79.6%"),
        ["appeals.received"] = ("网上诉求平台14,695件", "online (14,695)"),
        ["appeals.transferred"] = ("省市转办和效能投诉193件", "transferred by province and city or as complaints (193)"),
        ["appeals.completionRatio"] = (
            "受理公众诉求14,888件；已办结14,888件，办结率100%",
            "14,888 of them are closed, a completion ratio of 100%"
        ),
        ["appeals.onTheSpotRatio"] = ("网上诉求平台中当场（日）办结10,354件，占70.46%", "10,354 were closed on the day, 70.46%"),
        ["appeals.satisfactionRatio"] = ("基本满意及以上14,608件，满意率99.41%", "14,608 were at least basically satisfied, 99.41%"),
        ["appeals.overdue"] = ("14,888件均未逾期", "None of the 14,888 with a time limit is overdue"),
        ["appeals.rank"] = ("各月均列第1位（共12个，10个月）", "number 1 of 12"),
        ["streets.centresBuilt"] = (
            "已建成便民服务中心8个，瀛洲街道和鳌峰街道尚未建成",
            "8 have their convenience-service centre; 瀛洲街道 and 鳌峰街道 have not"
        ),
        ["streets.compliantRatio"] = ("达标8个，达标率80.0%", "8 of 10 meet the standard, 80.0%"),
        ["communities.points"] = ("52个社区均已建立便民服务代办点，共52个", "All 52 communities have a service point, 52 in all"),
        ["communities.compliantRatio"] = ("达标46个，达标率88.5%", "46 of 52 meet the standard, 88.5%"),
    };

    [Fact]
    public void File_EveryFact_IsToldOrNamedAsNotHeld() =>
        Assert.Equal(TaijiangFacts.All.Keys.Order(StringComparer.Ordinal), s_told.Keys.Concat(s_notHeld).Order(StringComparer.Ordinal));

    [Fact]
    public async Task WordFile_TellsEveryFact_InBothLanguages()
    {
        var (chinese, english) = (await TextAsync("zh-CN"), await TextAsync("en"));

        Assert.Multiple([
            .. s_told.Values.SelectMany(told =>
                new Action[]
                {
                    () => Assert.Contains(told.Chinese, chinese, StringComparison.Ordinal),
                    () => Assert.Contains(told.English, english, StringComparison.Ordinal),
                }
            ),
        ]);
    }

    [Fact]
    public async Task ExcelFile_OfUnitsAndMonths_HoldsTheNumbersThatTheMetricsAnswer()
    {
        using var book = new ReportBook(await FileAsync(ReportFormat.Xlsx, "zh-CN"));
        foreach (
            var (stream, sheet, months, streets) in new[]
            {
                (RecordStream.Cases, "办件情况", "逐月办件", "各街道办件"),
                (RecordStream.Appeals, "公众诉求办理", "逐月诉求", "各街道诉求"),
            }
        )
        {
            var byMonth = await AskAsync(stream, MetricBy.Month);
            Assert.Equal(10, byMonth.Count);
            foreach (var row in byMonth)
                AssertRow(book, sheet, months, $"{int.Parse(row.Key[5..], CultureInfo.InvariantCulture)}月", row.Figures);
            var byStreet = (await AskAsync(stream, MetricBy.Unit))
                .Where(r => r.KeyName.EndsWith("街道", StringComparison.Ordinal))
                .ToList();
            Assert.Equal(10, byStreet.Count);
            foreach (var row in byStreet)
                AssertRow(book, sheet, streets, row.KeyName, row.Figures);
        }
    }

    [Fact]
    public async Task Report_WrittenTwiceAndInTwoLanguages_HasOneBasisAndTheSameNumbers()
    {
        var (chinese, again, english) = (await WriteAsync("zh-CN"), await WriteAsync("zh-CN"), await WriteAsync("en"));

        Assert.Equal(ReportJson.Write(chinese.Document), ReportJson.Write(again.Document));
        Assert.Equal((chinese.Basis, chinese.Basis), (again.Basis, english.Basis));
        Assert.Equal(Numbers(chinese), Numbers(english));
    }

    [Fact]
    public async Task Report_OfUnitsOfEveryKind_CanBeWritten()
    {
        var month = new DateOnly(2014, 10, 1);
        var units = filled
            .Reference.Units.All.OrderBy(u => u.Code, StringComparer.Ordinal)
            .GroupBy(u => u.Versions[0].Kind)
            .SelectMany(g => g.Take(4));
        foreach (var unit in units)
        {
            var report = await filled
                .Database.Get<IReportWriter>()
                .WriteAsync(new(unit.Code, month, month), CultureInfo.GetCultureInfo("zh-CN"), TestContext.Current.CancellationToken);
            Assert.All(report!.Document.Tables, t => Assert.All(t.Rows, r => Assert.Equal(t.Columns.Count, r.Cells.Count)));
            Assert.Equal(report.Document.Tables.Count(), report.Document.Tables.DistinctBy(t => t.Code).Count());
            Assert.All(report.Document.Charts, c => Assert.NotEmpty(report.Document.Table(c.Table).Rows));
        }
    }

    [Theory]
    [InlineData(
        "350103002",
        "后洲街道已建成便民服务中心，经检查达标。",
        "后洲街道 has its convenience-service centre, which meets the standard."
    )]
    [InlineData("350103001", "瀛洲街道尚未建成便民服务中心。", "瀛洲街道 does not have its convenience-service centre yet.")]
    [InlineData(
        "350103001007",
        "光明社区居委会已建立便民服务代办点，经检查达标。",
        "光明社区居委会 has its service point, which meets the standard."
    )]
    [InlineData(
        "350103001005",
        "滨江社区居委会已建立便民服务代办点，经检查未达标。",
        "滨江社区居委会 has its service point, which does not meet the standard."
    )]
    public async Task Report_OfAUnitWithOnePoint_SaysNotOneOfOne(string unit, string chinese, string english)
    {
        foreach (var (language, expected) in new[] { ("zh-CN", chinese), ("en", english) })
        {
            var report = await filled
                .Database.Get<IReportWriter>()
                .WriteAsync(s_key with { Unit = unit }, CultureInfo.GetCultureInfo(language), TestContext.Current.CancellationToken);
            Assert.Contains(
                expected,
                report!.Document.Sections.Single(s => s.Code == "points").Blocks.OfType<ReportParagraph>().Select(p => p.Text)
            );
        }
    }

    [Theory]
    [InlineData(
        "zh-CN",
        "下达整改5件，已销号4件，占80.0%。",
        "差评122件，已整改82件，占67.2%。",
        "专项行动事项421项，已确认完成72项，占17.1%。",
        "发出黄红牌"
    )]
    [InlineData(
        "en",
        "5 rectifications were ordered, 4 of them closed (80.0%).",
        "Of 122 bad reviews, 82 were mended (67.2%).",
        "Of 421 items of campaigns, 72 are confirmed (17.1%).",
        "cards were issued;"
    )]
    public async Task Report_SaysWhatCameOfSupervision(string language, string orders, string reviews, string campaigns, string cards)
    {
        var texts = (await WriteAsync(language))
            .Document.Sections.Single(s => s.Code == "supervision")
            .Blocks.OfType<ReportParagraph>()
            .Select(p => p.Text)
            .ToList();
        Assert.Equal([orders, reviews, campaigns], texts[1..]);
        Assert.Contains(cards, texts[0], StringComparison.Ordinal);
    }

    private async Task<WrittenReport> WriteAsync(string language) =>
        (
            await filled
                .Database.Get<IReportWriter>()
                .WriteAsync(s_key, CultureInfo.GetCultureInfo(language), TestContext.Current.CancellationToken)
        )!;

    /// <summary>The text of the Word file, read back from its bytes.</summary>
    private async Task<string> TextAsync(string language) =>
        string.Join('\n', WordFiles.Texts(await FileAsync(ReportFormat.Docx, language)));

    private async Task<byte[]> FileAsync(ReportFormat format, string language) =>
        (
            await filled
                .Database.Get<IReportReader>()
                .FileAsync(
                    Actor.System,
                    s_key,
                    format,
                    CultureInfo.GetCultureInfo(language),
                    cancellation: TestContext.Current.CancellationToken
                )
        )!.Content;

    private async Task<IReadOnlyList<MetricRow>> AskAsync(RecordStream stream, MetricBy by) =>
        await filled
            .Database.Get<IMetricsReader>()
            .ReadAsync(
                UnitScope.Everything,
                new()
                {
                    UnitId = filled.Reference.Units.Find(s_key.Unit)!.Id,
                    Period = s_key.Period,
                    Stream = stream,
                    By = by,
                },
                TestContext.Current.CancellationToken
            );

    /// <summary>Compares every number of the row with the metric of its heading; at least the five of every table.</summary>
    private static void AssertRow(ReportBook book, string sheet, string title, string name, FigureSet figures)
    {
        var expected = new Dictionary<string, MetricName>(StringComparer.Ordinal)
        {
            ["受理"] = MetricName.Accepted,
            ["办结"] = MetricName.Closed,
            ["办结率"] = MetricName.CompletionRatio,
            ["即办率"] = MetricName.OnTheSpotRatio,
            ["逾期"] = MetricName.Overdue,
            ["用时占法定时限"] = MetricName.TimeRatio,
            ["满意率"] = MetricName.SatisfactionRatio,
        };
        var cells = book.RowBelow(sheet, title, name).Where(c => expected.ContainsKey(c.Heading)).ToList();
        Assert.InRange(cells.Count, 6, expected.Count);
        Assert.All(
            cells,
            cell =>
            {
                var value = MetricFormulas.Of(expected[cell.Heading], figures).Value;
                Assert.Equal(value is null, cell.Number is null);
                if (value is not null)
                    Assert.Equal((double)value, cell.Number!.Value, tolerance: 1e-12);
            }
        );
    }

    private static IEnumerable<(string, string, decimal?)> Numbers(WrittenReport report) =>
        report.Document.Tables.SelectMany(t => t.Rows.SelectMany(r => r.Cells.Select(c => (t.Code, r.Key, c.Number))));
}
