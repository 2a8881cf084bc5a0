using Bunit;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Rows;
using Portal.Intake;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Pages;

/// <summary>The preview before an import, as a page shows it.</summary>
public sealed class PreviewTableTests : PortalTestContext
{
    [Theory]
    [InlineData("zh-CN", "受理时间", "整行", "来源：")]
    [InlineData("en", "acceptedAt", "Whole row", "source: ")]
    public void Problems_StandInTheirCells_UnderTheNamesOfTheFile(string language, string field, string whole, string source)
    {
        SetLanguage(language);
        var table = Render<PreviewTable>(p => p.Add(t => t.Sample, Sample()));

        Assert.Equal(["No", "Opened"], table.FindAll("thead th").Skip(1).SkipLast(1).Select(th => th.FirstChild!.TextContent.Trim()));
        Assert.Equal(field, table.Find("thead th:nth-child(3) .meaning").TextContent);
        Assert.Equal(whole, table.FindAll("thead th")[^1].TextContent);
        var wrong = table.Find("tr[data-line='3'] td.wrong");
        Assert.Equal(("Opened", "yesterday"), (wrong.GetAttribute("data-column"), wrong.QuerySelector(".value")!.TextContent));
        Assert.Equal("✕ Not a time.", wrong.QuerySelector(".reason")!.TextContent);
        Assert.Equal(["✕ " + source + "No source."], table.FindAll("tr[data-line='3'] .why .reason").Select(r => r.TextContent));
        Assert.Empty(table.FindAll("tr[data-line='2'] .wrong"));
    }

    [Fact]
    public void Cell_ReadOtherwiseThanWritten_SaysHow()
    {
        var table = Render<PreviewTable>(p => p.Add(t => t.Sample, Sample()));

        Assert.Equal("→ 2014-10-08 09:30", table.Find("tr[data-line='2'] td[data-column=Opened] .read-as").TextContent);
        Assert.Empty(table.FindAll("td[data-column=No] .read-as"));
    }

    [Fact]
    public void Columns_ThatAreNotImported_AreShownWhenAskedFor()
    {
        var table = Render<PreviewTable>(p => p.Add(t => t.Sample, Sample()));
        Assert.Empty(table.FindAll("td[data-column=Note]"));

        table.Find("input[type=checkbox]").Change(true);

        Assert.Equal("free text", table.Find("tr[data-line='2'] td[data-column=Note] .value").TextContent);
    }

    private static ImportSample Sample()
    {
        var input = new RecordInput
        {
            Source = "s",
            CaseNo = "1",
            UnitCode = "u",
            AcceptedAt = new(2014, 10, 8, 9, 30, 0, TimeSpan.FromHours(8)),
        };
        var (time, source) = (
            new RowError(3, "acceptedAt", "yesterday", "acceptedAt.invalid", "Not a time."),
            new RowError(3, "source", null, "source.required", "No source.")
        );
        return new(
            [new("No", [RecordField.CaseNo]), new("Opened", [RecordField.AcceptedAt]), new("Note", [])],
            [
                new(new(2, input, [], ["1", "8 Oct 2014 09:30", "free text"]), new Dictionary<int, IReadOnlyList<RowError>>(), []),
                new(
                    new(3, null, [time, source], ["2", "yesterday", ""]),
                    new Dictionary<int, IReadOnlyList<RowError>> { [1] = [time] },
                    [source]
                ),
            ]
        );
    }
}
