using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Figures.Forms;

public sealed class FormChecksTests
{
    private static readonly FormCheck s_chain = new("order", "onTheSpot <= closed <= accepted");

    [Fact, UseCulture("zh-CN")]
    public void Chain_Broken_NamesTheFirstCellWithItsNumbers()
    {
        var finding = Assert.Single(Broken(FormSamples.List(s_chain), "accepted=861 closed=880 onTheSpot=690"));
        Assert.Equal(new FormFinding("closed", CheckSeverity.Error, "order", "办结 880 大于受理 861，请核对。"), finding);
    }

    [Fact, UseCulture("en")]
    public void Chain_Broken_IsSaidInEnglish() =>
        Assert.Equal(
            "Closed 1,880 is more than accepted 861.",
            Assert.Single(Broken(FormSamples.List(s_chain), "accepted=861 closed=1880 onTheSpot=690")).Message
        );

    [Theory]
    [InlineData("accepted=861 closed=861 onTheSpot=861")]
    [InlineData("accepted=861 closed=n/a onTheSpot=900")] // what does not apply is not compared
    [InlineData("accepted=861 onTheSpot=900")] // nor what is missing
    [InlineData("")]
    public void Chain_KeptOrNotYetJudged_FindsNothing(string values) => Assert.Empty(Broken(FormSamples.List(s_chain), values));

    [Theory]
    [InlineData("accepted = onTheSpot + closed", "accepted=10 onTheSpot=4 closed=6", 0)]
    [InlineData("accepted = onTheSpot + closed", "accepted=10 onTheSpot=4 closed=5", 1)]
    [InlineData("accepted = closed + reasons", "accepted=10 closed=10 reasons=n/a", 0)] // absent from the sum
    [InlineData("accepted = closed + reasons", "accepted=10 closed=9 reasons=n/a", 1)]
    [InlineData("accepted = closed + reasons", "accepted=10 closed=9", 0)] // not judged yet
    [InlineData("accepted = sum(closed, overdue)", "accepted=10 closed=9", 1)] // overdue is not required
    [InlineData("accepted = sum(onTheSpot, closed)", "accepted=10 closed=9", 0)] // but onTheSpot is required
    [InlineData("2 * (closed - onTheSpot) < accepted", "accepted=10 closed=9 onTheSpot=4", 1)]
    [InlineData("closed - onTheSpot * 2 != 1", "closed=9 onTheSpot=4", 1)]
    [InlineData("overdue >= 1.5", "overdue=1", 1)]
    [InlineData("overdue > 1.5", "overdue=2", 0)]
    [InlineData("required(reasons) when overdue > 0", "overdue=1", 1)]
    [InlineData("required(reasons) when overdue > 0", "overdue=1 reasons=n/a", 0)]
    [InlineData("required(reasons) when overdue > 0", "overdue=0", 0)]
    [InlineData("required(reasons) when overdue > 0", "", 0)]
    [InlineData("closed = accepted when overdue = 0", "closed=1 accepted=2 overdue=0", 1)]
    [InlineData("closed = accepted when overdue = 0", "closed=1 accepted=2 overdue=1", 0)]
    public void Rule_WorkedOutByHand_FindsWhatItShould(string rule, string values, int findings) =>
        Assert.Equal(findings, Broken(FormSamples.List(new FormCheck("it", rule)), values).Count);

    [Fact, UseCulture("zh-CN")]
    public void RequiredWhen_NotFilledIn_SaysWhen() =>
        Assert.Equal(
            new FormFinding("reasons", CheckSeverity.Warning, "why", "请填写“原因”：逾期 > 0 时必填。"),
            Assert.Single(
                Broken(
                    FormSamples.List(new FormCheck("why", "required(reasons) when overdue > 0") { Severity = CheckSeverity.Warning }),
                    "overdue=2"
                )
            )
        );

    [Fact, UseCulture("zh-CN")]
    public void Each_RowThatBreaksTheRule_IsNamed()
    {
        var form = FormSamples.Table(new FormCheck("order", "closed <= accepted") { Each = "by-kind" });
        var finding = Assert.Single(Broken(form, "licences.accepted=5 licences.closed=5 services.accepted=3 services.closed=4"));
        Assert.Equal(("services.closed", "办结 4 大于受理 3，请核对。"), (finding.Cell, finding.Message));
    }

    [Fact, UseCulture("zh-CN")]
    public void Sum_OfAColumn_AddsItsRows()
    {
        var form = FormSamples.Table(new FormCheck("due", "due <= sum(by-kind.accepted)"));
        Assert.Empty(Broken(form, "licences.accepted=5 services.accepted=3 due=8"));
        Assert.Empty(Broken(form, "licences.accepted=5 due=9")); // one row is missing
        Assert.Empty(Broken(form, "licences.accepted=n/a services.accepted=n/a due=9"));
        Assert.Equal(
            "有时限 9 大于受理合计 5，请核对。",
            Assert.Single(Broken(form, "licences.accepted=5 services.accepted=n/a due=9")).Message
        );
    }

    [Fact]
    public void OwnMessage_IsSaidInstead()
    {
        var check = s_chain with { Message = new LocalText("自己的话", "") };
        Assert.Equal("自己的话", Assert.Single(Broken(FormSamples.List(check), "accepted=1 closed=2")).Message);
    }

    [Fact, UseCulture("zh-CN")]
    public void Required_EmptyCells_AreNamedInOrderAndZeroIsNotEmpty()
    {
        var findings = FormChecks.Run(FormSamples.List(), FormSamples.Values("onTheSpot=0"), FormSamples.NoHistory);
        Assert.Equal(["accepted", "closed"], findings.Select(f => f.Cell));
        Assert.Equal("请填写“受理”；没有发生的填 0。", findings[0].Message);
    }

    [Theory, UseCulture("zh-CN")]
    [InlineData("accepted=1.5 onTheSpot=0 closed=0", "accepted: “1.5”不是整数。")]
    [InlineData("accepted=n/a onTheSpot=0 closed=0", "accepted: 此项须填数字，不能填“不适用”；没有发生的填 0。")]
    public void Value_TheCellTakesNoMore_IsAnError(string values, string said)
    {
        var finding = Assert.Single(FormChecks.Run(FormSamples.List(), FormSamples.Values(values), FormSamples.NoHistory));
        Assert.Equal((CheckSeverity.Error, "value", said), (finding.Severity, finding.Check, $"{finding.Cell}: {finding.Message}"));
    }

    [Fact]
    public void Shares_OfAChain_AreOfItsWhole()
    {
        var shares = FormChecks.Shares(FormSamples.List(s_chain), FormSamples.Values("accepted=861 closed=850 onTheSpot=690"));
        Assert.Equal(new CellShare(690, 861), shares["onTheSpot"]);
        Assert.Equal(new CellShare(850, 861), shares["closed"]);
        Assert.Equal(0.801m, Math.Round(shares["onTheSpot"].Share, 3));
    }

    [Theory]
    [InlineData("onTheSpot <= accepted", "accepted=0 onTheSpot=0")]
    [InlineData("onTheSpot <= accepted", "onTheSpot=3")]
    [InlineData("onTheSpot <= 100", "onTheSpot=3")]
    [InlineData("onTheSpot = accepted", "onTheSpot=3 accepted=4")]
    public void Shares_WithoutAWhole_AreNone(string rule, string values) =>
        Assert.Empty(FormChecks.Shares(FormSamples.List(new FormCheck("it", rule)), FormSamples.Values(values)));

    /// <summary>Sums of unlike measures are refused: a part is no share of another kind.</summary>
    [Theory]
    [InlineData("㎡", "㎡", 2, CheckSeverity.Error, false)]
    [InlineData("件", "家", 0, CheckSeverity.Error, false)]
    [InlineData("件", "件", 0, CheckSeverity.Warning, false)]
    [InlineData("件", "件", 0, CheckSeverity.Error, true)]
    public void Shares_AreOfCountsOfOneUnitAlone(string partUnit, string wholeUnit, int decimals, CheckSeverity severity, bool tells)
    {
        FormLine Line(string code, string unit) =>
            FormSamples.Line(code, code, code, new IndicatorTraits { Unit = new(unit, unit), Decimals = decimals });
        var form = new FormDefinition(
            new("f", "f"),
            [new("s", new("s", "s"), [Line("part", partUnit), Line("whole", wholeUnit)], [])],
            [new("it", "whole >= part") { Severity = severity }]
        );

        Assert.Equal(tells, FormChecks.Shares(form, FormSamples.Values("part=2 whole=4")).ContainsKey("part"));
    }

    [Fact]
    public void Shares_RowByRow_AreOfTheSameRow()
    {
        var form = FormSamples.Table(new FormCheck("order", "accepted >= closed") { Each = "by-kind" });
        Assert.Equal(
            new CellShare(4, 5),
            FormChecks.Shares(form, FormSamples.Values("licences.accepted=5 licences.closed=4"))["licences.closed"]
        );
    }

    private static List<FormFinding> Broken(FormDefinition form, string values) =>
        [.. FormChecks.Run(form, FormSamples.Values(values), FormSamples.NoHistory).Where(f => f.Check is not ("required" or "value"))];
}
