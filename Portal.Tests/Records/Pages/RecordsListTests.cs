using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Records.Lists;
using Portal.Tests.Records.Lists;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Pages;

[Needs(Resource.Database)]
public sealed class RecordsListTests
{
    private const string Filtered = "/cases?unit=350103001&structure=then&from=2014-05&to=2014-09&channel=phone&open=false&sort=closed";

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_OfEveryPage_AreThoseOfTheSearch()
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 120);
        await using var harness = new RecordPageHarness(database);
        var expected = await database
            .Get<RecordSearch>()
            .PageAsync(ListSamples.Office, new(RecordStream.Cases), RecordOrder.Default, after: null, 1_000, Token);

        var page = harness.Open<CasesPage>("/cases");
        var seen = new List<string>();
        while (true)
        {
            page.WaitForElement(".records[aria-busy=false]");
            Assert.Equal("120", page.Find(".count").GetAttribute("data-count"));
            seen.AddRange(Numbers(page));
            if (page.FindAll("[data-do=next]") is not [var next])
                break;
            var first = Numbers(page)[0];
            harness.Navigation.NavigateTo(next.GetAttribute("href")!);
            page.WaitForAssertion(() => Assert.NotEqual(first, Numbers(page)[0]));
        }

        Assert.Equal(expected.Select(f => f.Record.CaseNo), seen);
    }

    [Fact]
    public async Task Columns_HiddenByTheAddress_AreNeitherShownNorForgotten()
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 60);
        await using var harness = new RecordPageHarness(database);

        var page = harness.Open<CasesPage>("/cases?hide=mode,used");
        page.WaitForElement(".records[aria-busy=false]");

        var titles = page.FindAll(".records-grid th").Select(th => th.TextContent.Trim().TrimEnd(' ', '↓')).ToList();
        Assert.Equal(Enum.GetValues<RecordColumn>().Length + 1 - 3, titles.Count); // with the number; without two, and one of appeals
        Assert.DoesNotContain("服务方式", titles);
        Assert.DoesNotContain("用时", titles);
        Assert.EndsWith("hide=mode,used", page.Find("[data-sort]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("hide=mode,used", page.Find("[data-do=next]").GetAttribute("href"), StringComparison.Ordinal);

        harness.Navigation.NavigateTo("/cases?hide=used");
        page.WaitForAssertion(() =>
            Assert.Contains(page.FindAll(".records-grid th"), th => th.TextContent.Contains("服务方式", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Conditions_OfAnAddress_AreShownAndRemovedOneByOne()
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 200);
        await using var harness = new RecordPageHarness(database);

        var page = harness.Open<CasesPage>(Filtered);
        page.WaitForElement(".chips");

        Assert.Equal(
            ["当时机构 ✕", "受理时间 2014-05-01 – 2014-09-30 ✕", "电话 ✕", "已办结 ✕"],
            page.FindAll(".chip").Select(chip => chip.TextContent.Trim())
        );
        Assert.Equal(Filtered.Replace("&channel=phone", "", StringComparison.Ordinal), page.FindAll(".chip")[2].GetAttribute("href"));
        Assert.Equal("phone", page.Find("[data-filter=channel]").GetAttribute("value"), ignoreCase: true);
        Assert.Equal(Filtered.Replace("350103001", "350103", StringComparison.Ordinal), page.Find(".path a").GetAttribute("href"));
        Assert.Equal("ascending", page.Find("[data-sort=ascending]").GetAttribute("data-sort"));
    }

    [Fact]
    public async Task Choice_OfAFilter_KeepsTheOthersInTheAddress()
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 100);
        await using var harness = new RecordPageHarness(database);
        var page = harness.Open<CasesPage>("/cases?channel=phone&after=1.1");
        page.WaitForElement(".filters");

        await page.Find("[data-filter=limit]").ChangeAsync(new() { Value = "due5" });
        Assert.EndsWith("/cases?channel=phone&due=5", harness.Navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".chip").Count));
        await page.Find("[data-filter=limit]").ChangeAsync(new() { Value = "true" });
        Assert.EndsWith("/cases?channel=phone&overdue=true", harness.Navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal("逾期 ✕", page.FindAll(".chip")[1].TextContent.Trim()));
        await page.Find("[data-filter=caseNo]").ChangeAsync(new() { Value = " C7 " });
        Assert.EndsWith("/cases?channel=phone&overdue=true&caseNo=C7", harness.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Channel_ChosenWhereNoneWasAskedFor_TakesItsPlace()
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 20);
        await using var harness = new RecordPageHarness(database);
        var page = harness.Open<CasesPage>($"/cases?channel={RecordsAddress.None}");
        page.WaitForElement(".filters");
        Assert.True(page.Find("details.more").HasAttribute("open"));

        await page.Find("[data-filter=channel]").ChangeAsync(new() { Value = "Phone" });

        Assert.EndsWith("/cases?channel=phone", harness.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ThatCannotBeRead_DoesNotLeaveTheRowsOfTheListBefore()
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 20);
        await using var harness = new RecordPageHarness(database);
        harness.Navigation.NavigateTo("/cases");
        var page = harness.Render<ErrorBoundary>(p => p.AddChildContent<CasesPage>());
        page.WaitForElement(".records[aria-busy=false]");
        await using var db = database.Open();
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Records\" RENAME TO \"Elsewhere\"", Token);

        harness.Navigation.NavigateTo("/cases?channel=phone");

        page.WaitForElement(".blazor-error-boundary");
        Assert.Empty(page.FindAll("[data-record]"));
    }

    [Fact]
    public async Task Unit_OutOfScope_ShowsNothing()
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 50);
        await using var harness = new RecordPageHarness(database, Role.Clerk, SampleData.StreetId);

        var page = harness.Open<CasesPage>($"/cases?unit={SampleData.OtherStreet}");

        page.WaitForElement(".empty");
        Assert.Empty(page.FindAll("[data-record]"));
        Assert.Empty(page.FindAll(".count"));
    }

    [Fact]
    public async Task Parts_ThatAreNotUnderstood_AreNamed()
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 20);
        await using var harness = new RecordPageHarness(database);

        var page = harness.Open<CasesPage>("/cases?open=maybe&item=nothing");

        page.WaitForElement(".records[aria-busy=false]");
        Assert.Equal(2, page.FindAll(".warning").Count);
        Assert.Contains("open", page.FindAll(".warning")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("item", page.FindAll(".warning")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact, UseCulture("en")]
    public async Task Appeals_InEnglish_AreNamed()
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 40);
        await using var harness = new RecordPageHarness(database);
        RecordPageHarness.Speak("en");

        var page = harness.Open<AppealsPage>("/appeals?rating=1,2");

        page.WaitForElement(".records[aria-busy=false]");
        Assert.Equal("Appeals", page.Find("h1").TextContent);
        Assert.Equal("Dissatisfied (1–2) ✕", page.Find(".chip").TextContent.Trim());
    }

    private static List<string> Numbers(IRenderedComponent<CasesPage> page) =>
        [.. page.FindAll("[data-record]").Select(link => link.GetAttribute("data-record")!)];
}
