using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Mending;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Records;
using Portal.Intake;
using Portal.Intake.Pages;
using Portal.Tests.Records.Pages;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Pages;

/// <summary>What the page of imports does when its user is quicker than the portal.</summary>
[Needs(Resource.Database)]
public sealed class ImportPageTests : PortalTestContext, IAsyncLifetime
{
    private static readonly Actor s_sender = Actors.Of("sender", Role.EfficiencyOffice, SampleData.DistrictId);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-import-page-");
    private readonly HeldReader _office = new(Role.EfficiencyOffice, SampleData.DistrictId);
    private TestDatabase _database = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateSeededAsync(
            TestStore.Usual,
            services => services.AddSingleton(new ImportStoreOptions(_folder.FullName, 1 << 20))
        );
        Services.AddSingleton(_database.Get<ImportBatches>());
        Services.AddSingleton(_database.Get<ImportSets>());
        Services.AddSingleton(_database.Get<RowMending>());
        Services.AddSingleton(_database.Get<ImportPreview>());
        Services.AddSingleton(_database.Get<ImportProfiles>());
        Services.AddSingleton(_database.Get<ImportStore>());
        Services.AddSingleton<IHostApplicationLifetime, Host>();
        Services.AddSingleton<AntiforgeryStateProvider, NoToken>();
        Services.AddSingleton<AuthenticationStateProvider>(_office);
        Services.AddSingleton<CurrentActor>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Import_ClickedTwice_IsAddedOnce(int files)
    {
        var module = JSInterop.SetupModule("./Intake/UploadZone.razor.js");
        module.Mode = JSRuntimeMode.Loose;
        var forgetting = module.SetupVoid("forget", _ => true); // the import is stored, and its page not yet opened
        var page = Open();
        for (var i = 0; i < files; i++)
            await UploadAsync(page, Rows($"{i}"), $"{i}.csv");
        page.WaitForAssertion(() => Assert.False(page.Find(".actions .primary-button").HasAttribute("disabled")));

        _office.Hold();
        var import = page.Find(".actions .primary-button");
        var clicks = Task.WhenAll(import.ClickAsync(new()), import.ClickAsync(new()));
        await page.InvokeAsync(_office.Release);
        page.WaitForAssertion(() => Assert.NotEmpty(forgetting.Invocations));
        await page.InvokeAsync(() => { }); // what the second click does has begun, too
        await page.InvokeAsync(() => forgetting.SetVoidResult());
        await clicks;

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".actions")));
        Assert.Equal(files, (await _database.Get<ImportBatches>().LatestAsync(Actor.System, cancellation: Stop)).Count);
    }

    [Fact]
    public async Task File_RemovedWhileItsGroupIsReadAgain_StaysRemoved()
    {
        var page = Open();
        await UploadAsync(page, Rows("1"), "1.csv");
        await UploadAsync(page, Rows("2"), "2.csv");
        page.WaitForAssertion(() => Assert.False(page.Find(".actions .primary-button").HasAttribute("disabled")));
        await page.Find(".file-group [data-reading=encoding]").ChangeAsync(new() { Value = "utf-8" });

        _office.Hold();
        var reading = page.Find(".file-group .reading .second-button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.True(page.Find(".actions .primary-button").HasAttribute("disabled")));
        await page.Find("p.file:nth-of-type(2) button").ClickAsync(new());
        await page.InvokeAsync(_office.Release);
        await reading;

        page.WaitForAssertion(() => Assert.False(page.Find(".actions .primary-button").HasAttribute("disabled")));
        Assert.Equal("1.csv", Assert.Single(page.FindAll("p.file strong")).TextContent);
    }

    [Fact]
    public async Task File_RemovedWhileItIsReadAnotherWay_IsNotTaken()
    {
        var page = Open();
        await UploadAsync(page, [.. "source,caseNo\ns,"u8, 0xFF, 0xFF, .. "\n"u8], "odd.csv"); // in no encoding
        page.WaitForElement("[data-asked]");

        _office.Hold();
        var reading = page.Find("[data-asked] .second-button").ClickAsync(new());
        await page.Find("[data-asked] p.file button").ClickAsync(new());
        await page.InvokeAsync(_office.Release);
        await reading;

        Assert.Empty(page.FindAll("[data-asked]"));
        Assert.Empty(page.FindAll(".file-group"));
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    [Fact]
    public async Task Import_WhoseStateCouldNotBeReadOnce_IsFollowedFurther()
    {
        var (name, length) = await _database.Get<ImportStore>().SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(Rows("1"))), Stop);
        var request = new ImportRequest(RecordStream.Cases, "1.csv", name) { Length = length };
        var id = await _database.Get<ImportBatches>().AddAsync(s_sender, request, Stop);
        var page = Open($"?batch={id}");
        page.WaitForElement("[data-status=Queued]");
        await using var db = _database.Open();

        await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"ImportBatches\" RENAME TO \"Elsewhere\"", Stop);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await page.InvokeAsync(() => { });
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Elsewhere\" RENAME TO \"ImportBatches\"", Stop);
        await _database.Get<ImportRunner>().RunAsync(id, Stop);

        page.WaitForAssertion(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            page.Find("[data-status=Completed]");
        });
    }

    [Theory]
    [InlineData("?batch=x")]
    [InlineData("?set=x")]
    [InlineData("?batch=6f1c1d1e-0000-4000-8000-000000000000")]
    [InlineData("?set=6f1c1d1e-0000-4000-8000-000000000000")]
    public void Address_OfNoImport_SaysSoAndOffersToImport(string query)
    {
        var page = Open(query);

        Assert.Contains("没有该导入记录", page.WaitForElement("[data-unknown]").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.FindComponent<UploadZone>());
    }

    [Fact]
    public void Address_WithoutAnImport_SaysNothingOfOne() => Assert.Empty(Open().FindAll("[data-unknown]"));

    [Fact]
    public async Task LastRow_ThatAnotherPersonMendedFirst_IsSaidToBeMended()
    {
        var (name, length) = await _database
            .Get<ImportStore>()
            .SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(Rows("1").Replace(SampleData.Community, "nowhere"))), Stop);
        var request = new ImportRequest(RecordStream.Cases, "1.csv", name) { Length = length };
        var id = await _database.Get<ImportBatches>().AddAsync(s_sender, request, Stop);
        await _database.Get<ImportRunner>().RunAsync(id, Stop);
        var page = Open($"?batch={id}");
        page.WaitForElement(".mending input");
        var row = Assert.Single((await _database.Get<RowMending>().RowsAsync(s_sender, id, cancellation: Stop)).Rows);
        string[] mended = [.. row.Cells.Select(cell => cell == "nowhere" ? SampleData.Community : cell)];
        await _database.Get<RowMending>().MendAsync(s_sender, id, [new(row.Id, mended)], Stop);

        await page.Find(".mending input[data-column=unitCode]").ChangeAsync(new() { Value = SampleData.Community });
        await page.Find("[data-send]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("0", page.Find("[data-count=rejected] dd").TextContent, StringComparison.Ordinal));
        Assert.Contains("1 行已由他人改正", page.Find(".mending [role=status]").TextContent, StringComparison.Ordinal);
    }

    private static string Rows(string number) =>
        $"source,caseNo,unitCode,itemCode,acceptedAt\ns,{number},{SampleData.Community},{SampleData.Licence},2014-10-08\n";

    private IRenderedComponent<ImportPage> Open(string query = "")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/import" + query);
        return Render<ImportPage>();
    }

    private Task UploadAsync(IRenderedComponent<ImportPage> page, string text, string fileName) =>
        UploadAsync(page, Encoding.UTF8.GetBytes(text), fileName);

    private async Task UploadAsync(IRenderedComponent<ImportPage> page, byte[] content, string fileName)
    {
        var (stored, length) = await _database.Get<ImportStore>().SaveAsync(new MemoryStream(content), Stop);
        var zone = page.FindComponent<UploadZone>().Instance;
        await page.InvokeAsync(() => zone.UploadedAsync(stored, fileName, length));
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }

    private sealed class Host : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() { }
    }
}
