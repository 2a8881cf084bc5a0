using Portal.Domain.Figures.Forms;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Figures.Forms;

public sealed class TraitRulesTests
{
    [Theory]
    [InlineData("１２３", 0, null)]
    [InlineData("1,234", 0, null)]
    [InlineData("5.00", 0, null)]
    [InlineData("5.5", 0, "value.tooManyDecimals")]
    [InlineData("5.55", 2, null)]
    [InlineData("5.555", 2, "value.tooManyDecimals")]
    [InlineData("-", 0, "value.notApplicableNotAllowed")]
    [InlineData("-1", 0, "value.negative")]
    [InlineData("很多", 0, "value.notNumber")]
    [InlineData("", 0, null)]
    public void Read_AsACellTakesIt(string text, int decimals, string? problem) =>
        Assert.Equal(problem, TraitRules.TryRead(new IndicatorTraits { Decimals = decimals }, text, out _));

    [Fact]
    public void NotApplicable_WhereItMayNotApply_IsTaken()
    {
        Assert.Null(TraitRules.TryRead(new IndicatorTraits { MayNotApply = true }, "不适用", out var value));
        Assert.True(value.NotApplicable);
    }

    [Theory, UseCulture("zh-CN")]
    [InlineData("value.tooManyDecimals", 0, "“5.5”不是整数。")]
    [InlineData("value.tooManyDecimals", 2, "“5.5”的小数超过 2 位。")]
    [InlineData("value.notNumber", 0, "“5.5”不是数字。")]
    public void Message_SaysWhatWasTyped(string code, int decimals, string message) =>
        Assert.Equal(message, TraitRules.Message(code, new IndicatorTraits { Decimals = decimals }, "5.5"));
}
