using Portal.Tests.Demonstration;

namespace Portal.Tests.Documents;

public sealed class ShownTableTests
{
    private static readonly ReportColumn s_before = new("before", "上期", ReportColumnKind.Number) { MayBeLeftOut = true };

    [Fact]
    public void Column_WithoutAnyValue_IsLeftOutOfWhatIsShown()
    {
        var table = Table(s_before, null, null);

        Assert.Equal(["name", "now"], table.WithoutEmptyColumns().Columns.Select(c => c.Code));
        Assert.All(table.WithoutEmptyColumns().Rows, r => Assert.Equal(2, r.Cells.Count));
        Assert.Equal(3, table.Columns.Count);
    }

    [Fact]
    public void Column_WithOneValue_Stays() => Assert.Equal(3, Table(s_before, null, 0).WithoutEmptyColumns().Columns.Count);

    [Fact]
    public void Column_ThatMayNotBeLeftOut_Stays() =>
        Assert.Equal(3, Table(s_before with { MayBeLeftOut = false }, null, null).WithoutEmptyColumns().Columns.Count);

    private static ReportTable Table(ReportColumn last, params decimal?[] values) =>
        new(
            "table",
            "表",
            [new("name", "名称", ReportColumnKind.Text), new("now", "本期", ReportColumnKind.Number), last],
            [.. values.Select((v, i) => new ReportRow($"{i}", [ReportCell.Of("甲"), ReportCell.Of(1m), ReportCell.Of(v)]))]
        );
}
