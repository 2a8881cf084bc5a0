using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Editing;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Shipped;
using Portal.Domain.Figures.Values;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Figures.Forms;

public sealed class ShippedFormsTests
{
    public static TheoryData<string> Codes => [.. ShippedForms.All.Select(f => f.Code)];

    [Fact]
    public void All_AreWhatTheReportNeeds() =>
        Assert.Equal(
            ["appeals", "city-ranking", "community-service", "service-modes", "standards-check", "street-service"],
            ShippedForms.All.Select(f => f.Code)
        );

    [Theory, MemberData(nameof(Codes))]
    public void Form_IsSoundAndInBothLanguages(string code)
    {
        var form = Form(code);
        Assert.Empty(FormValidation.Problems(form));
        Assert.All(Texts(form), text => Assert.True(text.Zh.Length > 0 && text.En.Length > 0, text.ToString()));
        Assert.All(Texts(form), text => Assert.DoesNotMatch(@"[\u3400-\u9FFF]", text.En));
    }

    [Theory, MemberData(nameof(Codes))]
    public void Form_WrittenAndReadAgain_IsTheSame(string code) =>
        Assert.Equal(FormJson.Write(Form(code)), FormJson.Write(FormJson.Read(FormJson.Write(Form(code)))));

    [Theory, MemberData(nameof(Codes))]
    public void Form_OfAQuietMonth_HasNoFinding(string code) =>
        Assert.Empty(
            FormChecks.Run(
                Form(code),
                Form(code)
                    .Cells.ToDictionary(
                        c => c.Code,
                        c => c.Traits.MayNotApply ? FigureValue.NotApplied : FigureValue.Of(0),
                        StringComparer.Ordinal
                    ),
                FormSamples.NoHistory
            )
        );

    [Theory]
    [InlineData("community-service")]
    [InlineData("street-service")]
    [InlineData("appeals")]
    public void FormOfAStream_GivesEveryMeasure(string code) =>
        Assert.Equal(Enum.GetValues<FigureMeasure>().Order(), Form(code).Cells.Select(c => c.Traits.Measure!.Value).Distinct().Order());

    [Theory]
    [InlineData("service-modes")]
    [InlineData("standards-check")]
    [InlineData("city-ranking")]
    public void FormWithoutStream_CountsForNothing(string code) => Assert.All(Form(code).Cells, c => Assert.Null(c.Traits.Measure));

    [Fact]
    public void CommunityService_IsATableOfTwelveBySixAndAList()
    {
        var form = ShippedForms.All.Single(f => f.Code == "community-service");
        var table = form.Definition.Sections[0];
        Assert.Equal((UnitKinds.Community, RecordStream.Cases, 5), (form.Kinds, form.Stream, form.DeadlineWorkday));
        Assert.Equal((12, true, true), (table.Rows.Count, table.IsTable, table.SumsColumns));
        Assert.Equal(["accepted", "onTheSpot", "closed", "overdue", "withdrawn", "notAccepted"], table.Columns.Select(c => c.Code));
    }

    [Theory, UseCulture("zh-CN")]
    [InlineData("street-service", "accepted=861 closed=880", "closed: 办结件数 880 大于受理件数 861，请核对。")]
    [InlineData(
        "street-service",
        "closed=5 rated5=3 rated4=2 rated3=1 rated2=0 rated1=0",
        "closed: 非常不满意 + 不满意 + 基本满意 + 满意 + 非常满意 6 大于办结件数 5，请核对。"
    )]
    [InlineData("street-service", "timed=3 usedDays=0 statutoryDays=0", "statutoryDays: 法定时限合计 0 应大于 0，请核对。")]
    [InlineData("city-ranking", "taijiang.rank=0", "taijiang.rank: 名次 0 小于 1，请核对。")]
    [InlineData("city-ranking", "taijiang.satisfaction=100.5", "taijiang.satisfaction: 满意率 100.5 大于 100，请核对。")]
    [InlineData(
        "standards-check",
        "floorArea=80 standardArea=100 compliant=0",
        "floorArea: 服务场所面积 80 小于规定面积标准 100，请核对。"
    )]
    [InlineData(
        "service-modes",
        "proxy.cases=1 proxy.people=2 proxy.vulnerable=3 proxy.companies=0",
        "proxy.vulnerable: 其中：困难群体 3 大于服务人次 2，请核对。"
    )]
    public void Contradiction_IsSaidWhereItIs(string code, string values, string said)
    {
        var finding = Assert.Single(
            FormChecks.Run(Form(code), FormSamples.Values(values), FormSamples.NoHistory),
            f => f.Check != "required"
        );
        Assert.Equal(said, $"{finding.Cell}: {finding.Message}");
    }

    private static FormDefinition Form(string code) => ShippedForms.All.Single(f => f.Code == code).Definition;

    private static IEnumerable<LocalText> Texts(FormDefinition form) =>
        new[] { form.Name }
            .Concat(form.Sections.Select(s => s.Name))
            .Concat(form.Sections.SelectMany(s => s.Rows.Concat(s.Columns)).SelectMany(l => new[] { l.Name, l.Help, l.Traits?.Unit }))
            .Concat(form.Checks.Select(c => c.Message))
            .OfType<LocalText>();
}
