using Bunit;
using Portal.Catalogue;
using Portal.Domain.Records;
using Portal.Tests.Records.Lists;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Pages;

[Needs(Resource.Database)]
public sealed class ItemPageTests
{
    [Fact]
    public async Task Page_OfAnItem_HasItsFiguresLimitsAndSlowestCases()
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 200);
        await using var harness = new RecordPageHarness(database);
        await using var db = database.Open();
        var licences = db.Cases.Where(c => c.ItemId == 1_101).ToList();
        var counted = licences.Where(c => c.Outcome is not (CaseOutcome.Withdrawn or CaseOutcome.NotAccepted)).ToList();

        var page = harness.Open<ItemPage>($"/items/{SampleData.Licence}", p => p.Add(i => i.Code, SampleData.Licence));
        page.WaitForElement(".slow");

        Assert.Equal($"{counted.Count}", page.Find("[data-metric=accepted]").GetAttribute("data-numerator"));
        Assert.Equal(
            $"{counted.Count(c => c.ClosedDay == c.AcceptedDay)}",
            page.Find("[data-metric=onTheSpotRatio]").GetAttribute("data-numerator")
        );
        const string whole = $"/cases/parts?unit=350103&structure=then";
        var links = page.FindAll("[data-metric=onTheSpotRatio] [data-figure]").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(3, links.Count); // the share, its numerator and its denominator
        Assert.All(links, link => Assert.StartsWith(whole, link, StringComparison.Ordinal));
        Assert.All(links, link => Assert.Contains($"item={SampleData.Licence}", link, StringComparison.Ordinal));
        Assert.Equal(links[0], links[1]);
        Assert.NotEqual(links[1], links[2]);
        Assert.Contains("20 个工作日", page.Find("[data-version]").TextContent, StringComparison.Ordinal);
        Assert.Contains("6 个工作日", page.Find("[data-version]").TextContent, StringComparison.Ordinal);
        Assert.Equal(
            counted
                .Where(c => c.UsedMinutes is not null)
                .OrderByDescending(c => c.UsedMinutes)
                .ThenByDescending(c => c.Id)
                .Take(20)
                .Select(c => c.CaseNo),
            page.FindAll("[data-record]").Select(r => r.GetAttribute("data-record"))
        );
        Assert.Equal($"/cases?item={SampleData.Licence}", page.Find("[data-do=list]").GetAttribute("href"));
    }

    [Fact]
    public async Task Page_OfNoItem_SaysSo()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await using var harness = new RecordPageHarness(database);

        var page = harness.Open<ItemPage>("/items/nothing", p => p.Add(i => i.Code, "nothing"));

        page.WaitForElement(".none");
    }
}
