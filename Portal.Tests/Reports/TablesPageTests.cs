using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Reports.CustomTables;
using Portal.Reports.CustomTables;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;
using static Portal.Tests.Reports.ReportPageHarness;

namespace Portal.Tests.Reports;

[Needs(Resource.Database)]
public sealed class TablesPageTests
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Choices_AreAddresses_AndShowTheTableAtOnce()
    {
        await using var database = await DatabaseAsync();
        await using var harness = Harness(database, SampleData.DistrictId);
        var page = harness.Open<TablesPage>("/reports/tables?unit=350103&month=2014-10&metrics=accepted");
        page.WaitForElement("[data-answer]");
        Assert.Equal("瀛洲街道 1", Text(page.Find("tbody tr")));

        await page.Find("[data-metric-choice=OnTheSpotRatio]").ChangeAsync(new() { Value = true });
        Assert.EndsWith(
            "/reports/tables?unit=350103&month=2014-10&metrics=accepted,onTheSpotRatio",
            harness.Navigation.Uri,
            StringComparison.Ordinal
        );
        page.WaitForAssertion(() => Assert.Equal("瀛洲街道 1 0.0%", Text(page.Find("tbody tr"))));

        await page.Find("[data-ask=rows]").ChangeAsync(new() { Value = "channels" });
        page.WaitForAssertion(() => Assert.Equal("窗口 1 0.0%", Text(page.Find("tbody tr"))));
    }

    [Fact]
    public async Task Question_ThatCannotBeAnswered_SaysWhy()
    {
        await using var database = await DatabaseAsync();
        await using var harness = Harness(database, SampleData.DistrictId);

        harness.Open<TablesPage>("/reports/tables?metrics=").WaitForElement("[data-problem='metrics.none']");
        harness.Open<TablesPage>("/reports/tables?unit=nowhere").WaitForElement("[data-problem='table.unit']");
    }

    [Fact]
    public async Task Saved_OpenedBySomebodyElse_ShowsOnlyWhatIsTheirs()
    {
        await using var database = await DatabaseAsync();
        var (own, all) = (Query(SampleData.Street), Query(SampleData.District));
        var codes = new[] { await SaveAsync(database, "本街道", own), await SaveAsync(database, "全区", all) };

        await using var harness = Harness(database, SampleData.StreetId);
        var page = harness.Render<TablesPage>(p => p.Add(t => t.Code, codes[0]));
        page.WaitForElement("[data-answer]");
        Assert.Equal("本街道", Text(page.Find("h1")));
        Assert.Empty(page.FindAll("[data-saved]"));

        harness.Render<TablesPage>(p => p.Add(t => t.Code, codes[1])).WaitForElement("[data-problem='table.unit']");
        harness.Render<TablesPage>(p => p.Add(t => t.Code, "gone")).WaitForElement("[data-problem='table.unknown']");
    }

    [Fact]
    public async Task Saved_OpenedWithAMonth_IsMovedToIt()
    {
        await using var database = await DatabaseAsync();
        var code = await SaveAsync(database, "各街道", Query(SampleData.District) with { From = new(2014, 8, 1), To = new(2014, 8, 1) });
        await using var harness = Harness(database, SampleData.DistrictId);

        harness.Navigation.NavigateTo($"/reports/tables/{code}?month=2014-10");
        var page = harness.Render<TablesPage>(p => p.Add(t => t.Code, code));
        page.WaitForElement("[data-answer]");
        Assert.Equal("瀛洲街道 1", Text(page.Find("tbody tr")));
    }

    [Fact]
    public async Task Save_UnderAName_LeadsToItsLink()
    {
        await using var database = await DatabaseAsync();
        await using var harness = Harness(database, SampleData.DistrictId);
        var page = harness.Open<TablesPage>("/reports/tables?unit=350103&month=2014-10&metrics=accepted");
        await page.WaitForElement("[data-save] input").ChangeAsync(new() { Value = "各街道受理" });
        await page.Find("[data-save]").SubmitAsync();

        var saved = Assert.Single(
            await database.Get<SavedTables>().ListAsync(Actors.Of("李四", Role.EfficiencyOffice, SampleData.DistrictId), Token)
        );
        Assert.Equal("各街道受理", saved.Name);
        Assert.EndsWith($"/reports/tables/{saved.Code}", harness.Navigation.Uri, StringComparison.Ordinal);
    }

    private static TableQuery Query(string unit) =>
        new()
        {
            Unit = unit,
            From = new(2014, 10, 1),
            To = new(2014, 10, 1),
            Metrics = [MetricName.Accepted],
        };

    private static Task<string> SaveAsync(TestDatabase database, string name, TableQuery query) =>
        database
            .Get<SavedTables>()
            .SaveAsync(Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId), name, query, scheduled: false, Token)
            .DoneAsync();

    private static ReportPageHarness Harness(TestDatabase database, int unitId)
    {
        var harness = new ReportPageHarness(database, Role.Leader, unitId);
        harness.Services.AddSingleton(database.Get<TableReader>());
        harness.Services.AddSingleton(database.Get<SavedTables>());
        return harness;
    }

    private static async Task<TestDatabase> DatabaseAsync()
    {
        var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await database.SendCasesAsync(SampleData.Input());
        return database;
    }
}
