using Bunit;
using Portal.Domain.Access;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Records.Details;
using Portal.Tests.Reviews;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Pages;

[Needs(Resource.Database)]
public sealed class RecordDetailsTests
{
    private static RecordInput Input =>
        SampleData.Input("C/1") with
        {
            AcceptedAt = SampleData.Local(2014, 9, 26),
            Suspensions = [new(new(2014, 9, 29), new(2014, 9, 29), "检验")],
            ExtensionDays = 1,
        };

    [Fact]
    public async Task Page_OfARecord_TellsWhatHappenedAndWhyItIsDueThen()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await database.SendCasesAsync(Input);
        await database.SendCasesAsync(
            Input with
            {
                ClosedAt = SampleData.Local(2014, 10, 20),
                Outcome = CaseOutcome.Granted,
                Satisfaction = 5,
            }
        );
        await using var harness = new RecordPageHarness(database);

        var page = harness.Open<CasePage>("/cases/test/C%2F1", p => p.Add(c => c.Source, "test").Add(c => c.CaseNo, "C/1"));
        page.WaitForElement(".timeline");

        Assert.Equal(
            ["accepted", "suspended", "due", "overdue", "closed", "rated", "message"],
            page.FindAll("[data-event]").Select(e => e.GetAttribute("data-event"))
        );
        Assert.Equal(["ClosedAt", "Outcome", "Satisfaction"], page.FindAll("[data-field]").Select(f => f.GetAttribute("data-field")));
        Assert.Contains("2014-10-20 09:00", page.Find("[data-field=ClosedAt]").TextContent, StringComparison.Ordinal);
        Assert.Contains("准予", page.Find("[data-field=Outcome]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Promised", page.Find(".why").GetAttribute("data-rule"));
        // 6 promised and 1 of the extension: 28 (worked Sunday), 30, 8, 9, 10, 11 (worked Saturday), 13.
        Assert.Equal("2014-10-13", page.Find(".last").GetAttribute("data-day"));
        Assert.Equal(7, page.FindAll("[data-kind=Counted], [data-kind=MakeUp]").Count);
        Assert.Equal("2014-09-29", page.Find("[data-kind=Suspended]").GetAttribute("data-day"));
        Assert.Empty(page.FindAll("[data-differs]"));
    }

    [Fact]
    public async Task Page_OfARecordThatIsRatedBadly_LeadsToItsReview_ForThoseWhoMayReadTasks()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var review = await database.RateAsync("C/1");
        await using var harness = new RecordPageHarness(database);

        var page = harness.Open<CasePage>("/cases/test/C%2F1", p => p.Add(c => c.Source, "test").Add(c => c.CaseNo, "C/1"));

        Assert.Equal($"/reviews/{review}", page.WaitForElement("[data-review]").GetAttribute("href"));
    }

    [Fact]
    public async Task Page_OfARecordWhoseSourceGaveTheDueTime_SaysSoAndComparesIt()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await database.SendCasesAsync(Input with { DueAt = SampleData.Local(2014, 10, 30, 12) });
        await using var harness = new RecordPageHarness(database);

        var page = harness.Open<CasePage>("/cases/test/C%2F1", p => p.Add(c => c.Source, "test").Add(c => c.CaseNo, "C/1"));
        page.WaitForElement(".why");

        Assert.Equal("Source", page.Find(".why").GetAttribute("data-rule"));
        Assert.Contains("2014-10-30 12:00", page.Find(".why").TextContent, StringComparison.Ordinal);
        Assert.Contains("2014-10-13", page.Find(".why").TextContent, StringComparison.Ordinal);
    }

    /// <summary>The day after acceptance is no part of a limit that ends with the day of acceptance.</summary>
    [Theory]
    [InlineData(SampleData.InstantItem, 0, false)]
    [InlineData(SampleData.InstantItem, 1, true)]
    [InlineData(SampleData.Licence, 0, true)]
    public async Task Page_OfARecord_TellsFromWhenDaysCountWhereTheyAreCounted(string item, int extension, bool counted)
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await database.SendCasesAsync(SampleData.Input("C/1") with { ItemCode = item, ExtensionDays = extension });
        await using var harness = new RecordPageHarness(database);

        var page = harness.Open<CasePage>("/cases/test/C%2F1", p => p.Add(c => c.Source, "test").Add(c => c.CaseNo, "C/1"));
        page.WaitForElement(".why");

        Assert.Equal(counted, page.Find(".why").TextContent.Contains("自受理次日起算", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SampleData.OtherStreetId, "C/1")]
    [InlineData(SampleData.StreetId, "C/2")]
    public async Task Page_OfNoRecordOrOneOutOfScope_SaysTheSame(int unitId, string caseNo)
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await database.SendCasesAsync(Input);
        await using var harness = new RecordPageHarness(database, Role.Clerk, unitId);

        var page = harness.Open<CasePage>("/cases/test/x", p => p.Add(c => c.Source, "test").Add(c => c.CaseNo, caseNo));

        page.WaitForElement(".empty");
        Assert.Empty(page.FindAll(".timeline"));
    }
}
