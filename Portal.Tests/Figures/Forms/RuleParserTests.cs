using CsCheck;
using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Figures.Forms;

public sealed class RuleParserTests
{
    [Theory]
    [InlineData("", 0, "rule.nameExpected")]
    [InlineData("accepted", 8, "rule.comparisonExpected")]
    [InlineData("accepted <= ", 12, "rule.nameExpected")]
    [InlineData("accepted <= closed closed", 19, "rule.endExpected")]
    [InlineData("accepted == closed", 10, "rule.nameExpected")]
    [InlineData("sum accepted = 1", 4, "rule.openExpected")]
    [InlineData("sum(accepted = 1", 13, "rule.closeExpected")]
    [InlineData("sum() = 1", 4, "rule.nameExpected")]
    [InlineData("required(1)", 9, "rule.nameExpected")]
    [InlineData("required(a) when", 16, "rule.nameExpected")]
    [InlineData("required(a) when b", 18, "rule.comparisonExpected")]
    [InlineData("(a + b = c", 7, "rule.closeExpected")]
    [InlineData("a = 1.2.3", 4, "rule.notNumber")]
    [InlineData("a = 99999999999999999999999999999999999", 4, "rule.notNumber")]
    [InlineData("受理 = 1", 0, "rule.nameExpected")]
    [InlineData("a = b ? 1", 6, "rule.endExpected")]
    public void Read_WhatIsNoRule_SaysWhere(string text, int position, string code)
    {
        var (rule, problem) = RuleParser.Read(text);
        Assert.Null(rule);
        Assert.Equal((position, code), (problem!.Position, problem.Code));
    }

    [Fact]
    public void Read_AThousandParentheses_IsRefusedWithoutHarm() =>
        Assert.Equal("rule.tooDeep", RuleParser.Read(new string('(', 400)).Problem!.Code);

    [Fact]
    public void Read_ALongText_IsRefused() => Assert.Equal("rule.tooLong", RuleParser.Read("a = b" + new string(' ', 500)).Problem!.Code);

    [Fact, UseCulture("zh-CN")]
    public void Problem_IsSaidInTheReadersLanguage() =>
        Assert.Equal("第 13 个字符处应为指标代码、数字或 sum(…)。", RuleParser.Read("accepted <= ").Problem!.Message);

    [Fact]
    public void Read_Junk_NeverDoesAnythingButReadOrRefuse() =>
        Gen.String[Gen.Char["abcsum(required)when. 0123456789<=>!+-*,≤受\t\0\uD800"], 0, 60]
            .Sample(
                text =>
                {
                    var (rule, problem) = RuleParser.Read(text);
                    Assert.True(rule is null != problem is null);
                    if (problem is not null)
                        Assert.InRange(problem.Position, 0, text.Length);
                    if (rule is not null)
                        FormChecks.Run(
                            FormSamples.List(new FormCheck("it", text)),
                            FormSamples.Values("accepted=1"),
                            FormSamples.NoHistory
                        );
                },
                iter: 20_000
            );

    [Fact]
    public void Rule_ReadAndWorkedOut_SaysWhatANaiveReadingSays() =>
        Gen.Select(NaiveRule.Chains, NaiveRule.Sheets)
            .Sample(
                (chain, sheet) =>
                {
                    var values = sheet
                        .Where(v => v.Value is not null)
                        .ToDictionary(
                            v => v.Key,
                            v => v.Value is decimal n ? FigureValue.Of(n) : FigureValue.NotApplied,
                            StringComparer.Ordinal
                        );
                    var found = FormChecks
                        .Run(FormSamples.List(new FormCheck("it", chain.Text)), values, FormSamples.NoHistory)
                        .Any(f => f.Check == "it");
                    Assert.Equal(chain.IsBroken(sheet), found);
                },
                iter: 20_000
            );
}
