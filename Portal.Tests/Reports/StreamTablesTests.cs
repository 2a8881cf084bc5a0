using Portal.Domain.Records;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Wording;
using Portal.Tests.Demonstration;
using static Portal.Tests.Reports.StreamSamples;

namespace Portal.Tests.Reports;

/// <summary>Rows sum to their totals, and figures that were not reported are not shown as zero.</summary>
public sealed class StreamTablesTests
{
    private static readonly StreamData s_stream = Stream(RecordStream.Cases, new(Counted(10, 10), null, null));

    [Fact]
    public void Channels_AddUpToTheTotal_WithWhatIsNotStatedLast()
    {
        var table = Tables(s_stream with { Channels = [Part("", 4), Part("online", 1), Part("window", 5)] }).Channels();

        Assert.Equal(["窗口", "网上", "未注明", "合计"], table.Rows.Select(r => r.Cells[0].Text));
        var accepted = table.IndexOf("accepted");
        Assert.Equal(table.Rows[^1].Cells[accepted].Number, table.Rows.Where(r => !r.IsTotal).Sum(r => r.Cells[accepted].Number));
    }

    [Fact]
    public void ItemsAndDepartments_NoteWhatNamesNoItem()
    {
        var tables = Tables(s_stream with { Items = [Part("", 4), Part("0001", 6)], Departments = [Part("", 4), Part("350103-D1", 6)] });

        Assert.Equal("0001", Assert.Single(tables.Items().Rows).Key);
        Assert.Equal("另有4件没有注明事项，未列入。", Assert.Single(tables.Items().Notes));
        Assert.Equal(("350103-D1", 1m), Assert.Single(tables.Departments().Rows.Select(r => (r.Key, r.Cells[^1].Number!.Value))));
        Assert.Contains("另有4件没有注明事项，未列入。", tables.Departments().Notes);
    }

    [Fact]
    public void Months_NobodyReported_AreNotProvided_AndMonthsWithoutRecordsAreZero()
    {
        var table = Tables(
                s_stream with
                {
                    Months = [(new(2014, 1, 1), null), (new(2014, 2, 1), null)],
                    Reported = State(missing: 1, pending: 0),
                }
            )
            .Months();

        Assert.All(table.Rows[0].Cells.Skip(1), cell => Assert.Equal(ReportGap.NotProvided, cell.Gap));
        Assert.Equal(0, table.Rows[1].Cells[table.IndexOf("accepted")].Number);
    }

    private static StreamTables Tables(StreamData stream) => new(Words("zh-CN"), AsReport(stream), stream);
}
