using Bunit;
using Portal.Catalogue;
using Portal.Records.Details;
using Portal.Records.Lists;
using Portal.Records.Parts;
using Portal.Tests.Records.Lists;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Pages;

/// <summary>The way back from a record, an item and the parts of a number keeps every condition of the list that led there.</summary>
[Needs(Resource.Database)]
public sealed class BreadcrumbTests
{
    /// <summary>Lists as numbers of the live page open them, as people filter them, and a later page of one.</summary>
    public static TheoryData<string> Lists =>
        [
            "/cases",
            "/cases?unit=350103001&structure=then&from=2014-05&to=2014-09&measure=accepted&counted=true",
            "/cases?unit=350103&from=2014-04&to=2014-10-30&basis=closed&measure=closed",
            "/cases?unit=350103&overdue=false&sort=-number",
            "/cases?from=2014-04&to=2014-10&kind=licence&asOf=2014-10-31T01%3A00%3A00Z&sort=due",
            "/cases?doubtful=true&source=test&sort=number",
        ];

    [Theory, MemberData(nameof(Lists))]
    public async Task Record_OpenedFromAList_LeadsBackToThatList(string list)
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 200);
        await using var harness = new RecordPageHarness(database);

        var record = OpenFirstRecord(harness, list);

        Assert.Equal(list, record.Find("[data-back]").GetAttribute("href"));
        var unit = record.FindAll("nav a")[1].GetAttribute("href")!;
        Assert.Equal(RecordsAddress.Parse(list) with { Unit = SampleData.District, Own = false }, RecordsAddress.Parse(unit));
    }

    [Fact]
    public async Task Record_OpenedFromALaterPage_LeadsBackToThatPageAndToTheFirstOfAnotherUnit()
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 200);
        await using var harness = new RecordPageHarness(database);
        var first = harness.Open<CasesPage>("/cases?unit=350103&sort=number");
        first.WaitForElement(".records[aria-busy=false]");
        var second = first.Find("[data-do=next]").GetAttribute("href")!;

        var record = OpenFirstRecord(harness, second);

        Assert.Equal(second, record.Find("[data-back]").GetAttribute("href"));
        Assert.Equal("/cases?unit=350103&sort=number", record.FindAll("nav a")[1].GetAttribute("href"));
    }

    [Theory, MemberData(nameof(Lists))]
    public async Task Item_OpenedFromARecordOfAList_LeadsBackToThatList(string list)
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 200);
        await using var harness = new RecordPageHarness(database);
        var link = OpenFirstRecord(harness, list).Find("[data-item]");

        var code = link.GetAttribute("data-item")!;
        var item = harness.Open<ItemPage>(link.GetAttribute("href")!, p => p.Add(i => i.Code, code));
        item.WaitForElement(".item[aria-busy=false]");

        Assert.Equal(list, item.Find("[data-back]").GetAttribute("href"));
    }

    [Fact]
    public async Task Item_OpenedByItself_LeadsToItsCasesAndItsSlowCasesBackToTheirList()
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 200);
        await using var harness = new RecordPageHarness(database);

        var item = harness.Open<ItemPage>($"/items/{SampleData.Licence}", p => p.Add(i => i.Code, SampleData.Licence));
        item.WaitForElement(".slow");
        var slow = item.FindAll(".slow [data-record]").Select(a => a.GetAttribute("data-record")).ToList();
        Assert.Equal($"/cases?item={SampleData.Licence}", item.Find("[data-back]").GetAttribute("href"));

        var record = OpenRecord(harness, item.Find(".slow [data-record]").GetAttribute("href")!, slow[0]!);
        var list = harness.Open<CasesPage>(record.Find("[data-back]").GetAttribute("href")!);
        list.WaitForElement(".records[aria-busy=false]");
        Assert.Equal(slow, list.FindAll("[data-record]").Take(slow.Count).Select(a => a.GetAttribute("data-record")));
    }

    /// <summary>What a list names cannot lead out of the portal.</summary>
    [Fact]
    public async Task Item_WithAForeignAddressAsItsList_LeadsToCases()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await using var harness = new RecordPageHarness(database);

        var item = harness.Open<ItemPage>(
            $"/items/{SampleData.Licence}?list=https%3A%2F%2Felsewhere.example%2Fcases%3Funit%3D1",
            p => p.Add(i => i.Code, SampleData.Licence)
        );
        item.WaitForElement(".item[aria-busy=false]");

        Assert.Equal("/cases?unit=1", item.Find("[data-back]").GetAttribute("href"));
    }

    [Fact]
    public async Task Parts_OfANumber_LeadBackToTheRecordsOfTheSameConditions()
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 200);
        await using var harness = new RecordPageHarness(database);

        var parts = harness.Open<PartsPage>("/cases/parts?unit=350103002&structure=then&to=2014-09&channel=phone&measure=backlog");
        parts.WaitForElement(".parts");

        Assert.Equal("/cases?unit=350103002&structure=then&to=2014-09&channel=phone", parts.Find("[data-back]").GetAttribute("href"));
        Assert.Equal(
            ["/cases?unit=350103&structure=then&to=2014-09&channel=phone", "/cases?unit=350103002&structure=then&to=2014-09&channel=phone"],
            parts.FindAll("nav a").Skip(1).Select(a => a.GetAttribute("href"))
        );
    }

    [Theory]
    [InlineData("/cases/parts", "/cases")]
    [InlineData("/appeals/parts", "/appeals")]
    public async Task Parts_OfNoNumber_SaySoUnderATitleAndLeadBackToAllRecords(string address, string list)
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 1);
        await using var harness = new RecordPageHarness(database);

        var parts = harness.Open<PartsPage>(address);
        parts.WaitForElement("[role=status]");

        Assert.Equal("数字的构成", parts.Find("h1").TextContent);
        Assert.Equal(list, parts.Find("[data-back]").GetAttribute("href"));
    }

    private static IRenderedComponent<CasePage> OpenFirstRecord(RecordPageHarness harness, string list)
    {
        var page = harness.Open<CasesPage>(list);
        page.WaitForElement("[data-record]");
        var link = page.Find("[data-record]");
        return OpenRecord(harness, link.GetAttribute("href")!, link.GetAttribute("data-record")!);
    }

    private static IRenderedComponent<CasePage> OpenRecord(RecordPageHarness harness, string address, string caseNo)
    {
        var source = address.Split('/')[2];
        var record = harness.Open<CasePage>(address, p => p.Add(c => c.Source, source).Add(c => c.CaseNo, caseNo));
        record.WaitForElement(".record[aria-busy=false]");
        return record;
    }
}
