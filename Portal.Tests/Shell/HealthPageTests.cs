using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Administration;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Health;
using Portal.Tests.Records.Lists;
using Portal.Tests.Records.Pages;
using Portal.Tests.Support;

namespace Portal.Tests.Shell;

/// <summary>The page of the portal's health counts doubtful records within the reader's units, and links to them.</summary>
[Needs(Resource.Database)]
public sealed class HealthPageTests
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Doubtful_OfEachStream_AreThoseOfTheLinkedList(DatabaseKind kind)
    {
        await using var database = await ListSamples.CreateAsync(kind, records: 200);
        await using var db = database.Open();
        var cases = await db.Cases.CountAsync(c => c.Doubts != RecordDoubts.None, Token);
        var appeals = await db.Appeals.CountAsync(c => c.Doubts != RecordDoubts.None, Token);
        Assert.True(cases > 0 && appeals > 0 && cases != appeals);

        await using var harness = Harness(database, Role.Administrator, SampleData.DistrictId);
        var page = harness.Open<HealthPage>("/admin/health");
        page.WaitForElement("[data-doubtful]");

        Assert.Equal(
            [($"{cases}", "/cases?doubtful=true"), ($"{appeals}", "/appeals?doubtful=true")],
            page.FindAll("[data-doubtful] a").Select(a => (a.TextContent, a.GetAttribute("href")!))
        );
    }

    [Fact]
    public async Task Doubtful_OfAStreetsAdministrator_AreThoseOfTheStreet()
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 200);
        await using var db = database.Open();
        int[] units = [SampleData.StreetId, SampleData.CommunityId]; // the second community moved away
        var cases = await db.Cases.CountAsync(c => c.Doubts != RecordDoubts.None && units.Contains(c.UnitId), Token);

        await using var harness = Harness(database, Role.Administrator, SampleData.StreetId);
        var page = harness.Open<HealthPage>("/admin/health");
        page.WaitForElement("[data-doubtful]");

        Assert.Equal($"{cases}", page.Find("[data-doubtful=Cases] a").TextContent);
    }

    [Fact]
    public async Task Checks_AreNamedWithTheirStates()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await using var harness = Harness(database, Role.Administrator, SampleData.DistrictId);

        var page = harness.Open<HealthPage>("/admin/health");
        page.WaitForElement("[data-check]");

        Assert.Equal("正常", page.Find("[data-check=storage] td").TextContent);
        Assert.Equal("须查看", page.Find("[data-check=calendar] td").TextContent);
        Assert.Equal("warning", page.Find("[data-check=calendar] td").ClassName);
        Assert.Equal("缺 2027 年的安排。", page.Find("[data-check=calendar] p").TextContent);
        Assert.Equal("有文件名不是 UTF-8 编码（例如 GBK），文件无法打开，请改名：hall。", page.Find("[data-check=folders] p").TextContent);
        Assert.Empty(page.FindAll("[data-check=doubtful]")); // the page counts those of the reader's units itself
    }

    [Theory, Databases]
    public async Task Check_OfDoubtfulRecords_TellsTheirNumbersAndCountsSeldom(DatabaseKind kind)
    {
        await using var database = await ListSamples.CreateAsync(kind, records: 200);
        await using var db = database.Open();
        var check = new DoubtfulHealth(database.Get<RecordSearch>(), database.Clock);
        var (cases, appeals) = (
            await db.Cases.CountAsync(c => c.Doubts != RecordDoubts.None, Token),
            await db.Appeals.CountAsync(c => c.Doubts != RecordDoubts.None, Token)
        );

        var first = await check.CheckHealthAsync(new(), Token);
        await db.Database.ExecuteSqlAsync($"""UPDATE "Records" SET "Doubts" = 0""", Token);
        var soon = await check.CheckHealthAsync(new(), Token);
        database.Clock.Advance(TimeSpan.FromMinutes(5));
        var later = await check.CheckHealthAsync(new(), Token);

        Assert.Equal((HealthStatus.Healthy, $"Doubtful records: {cases} cases, {appeals} appeals."), (first.Status, first.Description));
        Assert.Equal(first.Description, soon.Description);
        Assert.Equal("Doubtful records: 0 cases, 0 appeals.", later.Description);
    }

    private static RecordPageHarness Harness(TestDatabase database, Role role, int unitId) =>
        new(database, role, unitId, services => services.AddSingleton<HealthCheckService>(new FixedChecks()));
}
