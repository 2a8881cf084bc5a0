namespace Portal.Tests.Documents;

public sealed class HeadingLinesTests
{
    [Theory]
    [InlineData("当日办结", 4.2, "当日办结")]
    [InlineData("当日办结", 3.4, "当日\n办结")] // never 当日办, 结
    [InlineData("用时占法定时限", 4.9, "用时占\n法定时限")]
    [InlineData("用时占法定时限", 3.2, "用时\n占法定\n时限")]
    [InlineData("承诺时限合计（工作日）", 8.5, "承诺时限合计\n（工作日）")]
    [InlineData("比上期（百分点）", 3.1, "比上期\n（百\n分点）")]
    [InlineData("名次", 0.5, "名\n次")]
    [InlineData("On-the-spot ratio", 3, "On-the-spot ratio")] // the program that shows it breaks it at its space
    [InlineData("", 3, "")]
    public void Heading_ThatIsTooWide_IsBrokenEvenly(string heading, double room, string expected) =>
        Assert.Equal(expected, HeadingLines.Break(heading, room));

    [Theory]
    [InlineData("服务件数（件）", "服务件数\n（件）")]
    [InlineData("（件）", "（件）")]
    [InlineData("Cases (cases)", "Cases (cases)")]
    public void Brackets_GetALineOfTheirOwn(string heading, string expected) => Assert.Equal(expected, HeadingLines.BeforeBracket(heading));
}
