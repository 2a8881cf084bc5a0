using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Figures.Forms;

public sealed class OutliersTests
{
    [Theory]
    // Median 812, deviations 0, 2, 2, 3, 5, 8, 12: their median is 3, so 3.5 × 1.4826 × 3 = 15.6; but 3.5 × √812 = 99.7 is accepted.
    [InlineData("812 810 815 807 820 800 814", 911, false)]
    [InlineData("812 810 815 807 820 800 814", 912, true)]
    // Median 100, deviations 10, 20, 30, 40, 50, 60, 0: their median is 30, so 155.7.
    [InlineData("100 110 80 130 60 150 40", 255, false)]
    [InlineData("100 110 80 130 60 150 40", 256, true)]
    // A quiet community: mostly zero.
    [InlineData("0 0 1 0 0 0 2 0", 5, false)]
    [InlineData("0 0 1 0 0 0 2 0", 6, true)]
    [InlineData("4 4 4 4 4 4", 11, false)]
    [InlineData("4 4 4 4 4 4", 12, true)]
    // Too few months give no finding.
    [InlineData("4 4 4 4 4", 900, false)]
    public void Number_FarFromTheMedian_IsAWarning(string history, int number, bool isFar) =>
        Assert.Equal(isFar, Find(history, number) is not null);

    [Fact, UseCulture("zh-CN")]
    public void Message_SaysTheRuleWithItsNumbers()
    {
        var finding = Find("812 810 815 807 820 800 814", 1300);
        Assert.Equal(CheckSeverity.Warning, finding!.Severity);
        Assert.Equal(
            "1,300 与前 7 个月的中位数 812 相差 488，超过 99.7（中位数平方根的 3.5 倍）。请核对，属实的请说明原因。",
            finding.Message
        );
    }

    [Fact, UseCulture("en")]
    public void Message_OfScatteredFigures_NamesTheDeviation() =>
        Assert.Contains(
            "155.7 is usual (3.5 × 1.4826 × the median deviation of 30)",
            Find("100 110 80 130 60 150 40", 300)!.Message,
            StringComparison.Ordinal
        );

    private static FormFinding? Find(string history, int number) =>
        FormChecks
            .Run(
                FormSamples.List(),
                FormSamples.Values($"accepted={number}"),
                new Dictionary<string, IReadOnlyList<decimal>>(StringComparer.Ordinal)
                {
                    ["accepted"] = [.. history.Split(' ').Select(decimal.Parse)],
                }
            )
            .SingleOrDefault(f => f.Check == "outlier");
}
