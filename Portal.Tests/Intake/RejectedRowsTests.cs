using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Mending;
using Portal.Domain.Records;
using Portal.Intake;
using Portal.Tests.Records.Pages;
using Portal.Tests.Support;

namespace Portal.Tests.Intake;

/// <summary>The editor of rejected rows keeps what was typed until it is sent.</summary>
[Needs(Resource.Database)]
public sealed class RejectedRowsTests : PortalTestContext, IAsyncLifetime
{
    private static readonly Actor s_sender = Actors.Of("sender", Role.EfficiencyOffice, SampleData.DistrictId);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-rejected-");
    private readonly HeldReader _office = new(Role.EfficiencyOffice, SampleData.DistrictId);
    private TestDatabase _database = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateSeededAsync(
            TestStore.Usual,
            services => services.AddSingleton(new ImportStoreOptions(_folder.FullName, 1 << 20))
        );
        Services.AddSingleton(_database.Get<RowMending>());
        Services.AddSingleton<AuthenticationStateProvider>(_office);
        Services.AddSingleton<CurrentActor>();
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Text_TypedBeforeAnotherReasonIsChosen_IsThereAfterwards_AndAfterRowsOfThatWereSent()
    {
        var page = await OpenAsync();
        await TypeAsync(page, 2, "unitCode", SampleData.Community);

        await page.Find("[data-reason='acceptedAt.invalid']").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        await TypeAsync(page, 3, "acceptedAt", "2014-10-07");
        await page.Find("[data-send]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[role=status]")));
        await page.Find("[data-reason='']").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(SampleData.Community, Cell(page, 2, "unitCode").GetAttribute("value")));
        Assert.False(page.Find("[data-send]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Rows_ThatAreReadAfterThePageWasLeft_AreNoFault()
    {
        var page = await OpenAsync();
        _office.Hold();
        var showing = page.Find("[data-reason='acceptedAt.invalid']").ClickAsync(new());

        await DisposeComponentsAsync();
        _office.Release();

        await showing;
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    [Fact]
    public async Task Rows_OfATriedImport_AreTexts_AndItIsSaidWhenTheyAreMended()
    {
        var page = await OpenAsync(dryRun: true);

        Assert.Empty(page.FindAll(".mending tbody input"));
        Assert.Contains("nowhere", page.Find("tr[data-line='2'] td.wrong .value").TextContent, StringComparison.Ordinal);
        Assert.Contains("正式导入后", page.Find("[data-tried]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_OfAnImport_AreMendedAtOnce()
    {
        var page = await OpenAsync();

        Assert.NotEmpty(page.FindAll(".mending tbody input"));
        Assert.Empty(page.FindAll("[data-tried]"));
    }

    /// <summary>A message names the value of its row: the heading of several rows gives it as an example.</summary>
    [Fact]
    public async Task Reason_OfRowsWithDifferentValues_IsAnExample()
    {
        var page = await OpenAsync(rows: $"s,3,elsewhere,{SampleData.Licence},2014-10-08\n");

        Assert.Contains("例如，", page.Find("[data-reason='unit.unknown']").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("例如", page.Find("[data-reason='acceptedAt.invalid']").TextContent, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<RejectedRows>> OpenAsync(bool dryRun = false, string rows = "")
    {
        var text =
            "source,caseNo,unitCode,itemCode,acceptedAt\n"
            + $"s,1,nowhere,{SampleData.Licence},2014-10-08\n"
            + $"s,2,{SampleData.Community},{SampleData.Licence},yesterday\n"
            + rows;
        var (name, length) = await _database.Get<ImportStore>().SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), Stop);
        var request = new ImportRequest(RecordStream.Cases, "cases.csv", name) { Length = length, DryRun = dryRun };
        var id = await _database.Get<ImportBatches>().AddAsync(s_sender, request, Stop);
        await _database.Get<ImportRunner>().RunAsync(id, Stop);
        var batch = (await _database.Get<ImportBatches>().FindAsync(s_sender, id, Stop))!;
        var page = Render<RejectedRows>(p => p.Add(r => r.Batch, batch));
        page.WaitForAssertion(() => Assert.InRange(page.FindAll("tbody tr").Count, 2, 3));
        return page;
    }

    private static Task TypeAsync(IRenderedComponent<RejectedRows> page, int line, string column, string text) =>
        Cell(page, line, column).ChangeAsync(new() { Value = text });

    private static AngleSharp.Dom.IElement Cell(IRenderedComponent<RejectedRows> page, int line, string column) =>
        page.Find($"tr[data-line='{line}'] input[data-column={column}]");
}
