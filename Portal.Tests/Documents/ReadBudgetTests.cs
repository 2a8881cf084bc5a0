using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Documents.Packaging;
using Portal.Domain.Documents.Workbooks;

namespace Portal.Tests.Documents;

public sealed class ReadBudgetTests
{
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(10);

    [Fact]
    public void Budget_WorkedForLonger_IsSpent()
    {
        var clock = new FakeTimeProvider();
        var budget = new ReadBudget(s_most, clock, CancellationToken.None);
        clock.Advance(s_most);
        budget.Check();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(10, Assert.Throws<ReadBudgetSpentException>(budget.Check).Seconds);
    }

    [Fact]
    public void Budget_WhileItWaits_IsNotSpent()
    {
        var clock = new FakeTimeProvider();
        var budget = new ReadBudget(s_most, clock, CancellationToken.None);
        clock.Advance(s_most / 2);
        budget.Pause();
        clock.Advance(TimeSpan.FromHours(1));
        budget.Pause();
        budget.Continue();
        budget.Continue();
        clock.Advance(s_most / 2);
        budget.Check();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Throws<ReadBudgetSpentException>(budget.Check);
    }

    [Fact]
    public void Budget_OfALargerFile_LastsLonger()
    {
        var clock = new FakeTimeProvider();
        var budget = new ReadBudget(s_most, clock, CancellationToken.None) { PerMebibyte = TimeSpan.FromSeconds(4) };
        budget.Allow(1 << 20);
        budget.Allow(1 << 19);
        clock.Advance(TimeSpan.FromSeconds(16));
        budget.Check();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(16, Assert.Throws<ReadBudgetSpentException>(budget.Check).Seconds);
    }

    [Fact]
    public async Task Budget_OfACancelledReading_EndsIt()
    {
        using var stop = new CancellationTokenSource();
        var budget = new ReadBudget(s_most, stop.Token);
        budget.Check();
        await stop.CancelAsync();
        Assert.Throws<OperationCanceledException>(budget.Check);
    }

    /// <summary>Each look at the clock costs a second: the reader looks often enough to stop within the file.</summary>
    [Theory]
    [InlineData("rows")]
    [InlineData("texts")]
    [InlineData("looks")]
    public async Task Workbook_ThatTakesTooMuchWork_IsRefusedWhileItIsRead(string kind)
    {
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        var many = string.Concat(
            Enumerable.Repeat(0, 20_000).Select(_ => kind == "rows" ? "<row><c><v>1</v></c></row>" : "<si><t>x</t></si>")
        );
        var book = kind switch
        {
            "rows" => RawWorkbook.Of(many),
            "texts" => RawWorkbook.Of("", texts: many),
            _ => RawWorkbook.Of("", looks: $"<cellXfs>{string.Concat(Enumerable.Repeat("<xf numFmtId=\"0\"/>", 20_000))}</cellXfs>"),
        };
        var refused = await Assert.ThrowsAsync<WorkbookRefusedException>(async () =>
        {
            var budget = new ReadBudget(TimeSpan.FromSeconds(120), clock, CancellationToken.None);
            using var reader = await WorkbookReader.OpenAsync(new MemoryStream(book), new(), budget);
            while (reader.Read()) { }
        });
        Assert.Equal(WorkbookFault.TooSlow, refused.Fault);
    }
}
