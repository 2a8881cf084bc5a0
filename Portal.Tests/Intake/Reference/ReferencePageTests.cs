using System.Text;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;
using Portal.Intake;
using Portal.Intake.Reference;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Reference;

/// <summary>The page of units, items and calendar over a real database.</summary>
[Needs(Resource.Database)]
public sealed class ReferencePageTests : PortalTestContext, IAsyncLifetime
{
    private const string Heading = "机构代码,机构名称,性质,上级\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-reference-");
    private readonly SignedIn _office = new();
    private TestDatabase _database = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateSeededAsync(
            TestStore.Usual,
            services => services.AddSingleton(new ImportStoreOptions(_folder.FullName, 1 << 20))
        );
        Services.AddSingleton(_database.Get<ReferenceImport>());
        Services.AddSingleton(_database.Get<ReferenceUploads>());
        Services.AddSingleton(_database.Get<ImportProfiles>());
        Services.AddSingleton(_database.Get<ImportStore>());
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

    [Fact]
    public async Task File_UnderOtherHeadings_IsGuessedTriedAndImported()
    {
        SetLanguage("en");
        var page = Open("units");
        await UploadAsync(page, Heading + "N1,新街道,街道,台江区\n350103001,瀛洲街道办,街道,350103\n");
        page.WaitForAssertion(() => Assert.Equal("2 rows can be read.", page.Find("p.good").TextContent.Trim()));
        Assert.Equal("机构代码", page.Find("[data-field=code] select:nth-of-type(2) option[selected]").TextContent);
        Assert.True(page.Find("[data-import]").HasAttribute("disabled"));

        await page.Find("[data-try]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("tried", page.Find(".outcome").GetAttribute("data-outcome")));
        Assert.Equal("created 1, changed 1, ended 0, unchanged 0, refused 0", Counts(page));
        Assert.Contains("name: 瀛洲街道 → 瀛洲街道办", page.Find(".outcome").TextContent, StringComparison.Ordinal);
        Assert.Empty(await _database.LinesAsync(ReferenceKind.Units, "N1"));

        await page.Find("[data-import]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("done", page.Find(".outcome").GetAttribute("data-outcome")));
        Assert.Equal(["N1,新街道,street,350103,,,"], await _database.LinesAsync(ReferenceKind.Units, "N1"));
        Assert.Empty(_folder.GetFiles());
        Assert.Empty(page.FindAll("[data-try]"));
    }

    [Theory]
    [InlineData("zh-CN", "上级编码（“上级”列）：")]
    [InlineData("en", "parentCode (column “上级”): ")]
    public async Task Row_ThatIsRefused_IsToldWithItsPlace_AndNothingCanBeImported(string language, string place)
    {
        SetLanguage(language);
        var page = Open("units");
        await UploadAsync(page, Heading + "N1,新街道,街道,350103\nN2,x,社区,nowhere\n");
        page.WaitForAssertion(() => Assert.StartsWith(place, Assert.Single(page.FindAll(".reason")).TextContent, StringComparison.Ordinal));

        await page.Find("[data-try]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("created 1, changed 0, ended 0, unchanged 0, refused 1", Counts(page)));
        Assert.Equal("3", page.Find(".outcome tr.bad td.number").TextContent.Trim());
        Assert.True(page.Find("[data-import]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Value_ThatNobodyKnows_IsMappedOnThePage_AndKeptInAProfile()
    {
        var page = Open("units");
        await UploadAsync(page, Heading + "N1,派出所,派出所,350103\n");
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".reason")));

        await page.Find("[data-field=kind] .values select").ChangeAsync(new() { Value = "department" });
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".reason")));
        await page.Find("[data-profile-name]").ChangeAsync(new() { Value = "theirs" });
        await page.Find("[data-save]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("theirs", page.FindAll("[data-profile] option").Select(o => o.TextContent)));

        var stored = await _database.Get<ImportProfiles>().FindAsync(Actor.System, "theirs", ReferenceKind.Units, Stop);
        Assert.Equal("department", stored!.Mapping.Fields["kind"].Values!["派出所"]);
    }

    [Fact]
    public async Task Trial_WhileItRuns_LeavesNothingToChange()
    {
        var page = Open("units");
        await UploadAsync(page, Heading + "N1,新街道,街道,350103\n");
        page.WaitForAssertion(() => Assert.False(page.Find("[data-try]").HasAttribute("disabled")));

        _office.Held = new();
        var trial = page.Find("[data-try]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.True(page.Find("fieldset.mapping").HasAttribute("disabled")));
        // A change that was sent before the editors were closed.
        var change = page.Find("[data-profile]").ChangeAsync(new() { Value = "guess" });
        var held = _office.Held;
        _office.Held = null;
        await page.InvokeAsync(held.SetResult);
        await Task.WhenAll(trial, change);

        page.WaitForAssertion(() => Assert.False(page.Find("fieldset.mapping").HasAttribute("disabled")));
        Assert.Empty(page.FindAll(".outcome")); // of a mapping before the present one
        Assert.True(page.Find("[data-import]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task YearFile_IsReadByAShippedProfile()
    {
        var page = Open("calendar");
        await UploadAsync(page, """{"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}""", "2027.json");
        page.WaitForAssertion(() => page.Find("[data-profile]"));
        await page.Find("[data-profile]").ChangeAsync(new() { Value = ShippedProfiles.HolidayCn });
        page.WaitForAssertion(() => Assert.True(page.Find("[data-whole-years]").HasAttribute("checked")));
        await page.Find("[data-try]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("created 1, changed 0, ended 0, unchanged 0, refused 0", Counts(page)));
    }

    [Fact]
    public async Task File_ThatCannotBeRead_SaysWhy()
    {
        SetLanguage("en");
        var page = Open("units");
        await UploadAsync(page, "");
        page.WaitForAssertion(() => Assert.Equal("The file is empty.", page.Find(".problem").TextContent));
        Assert.Empty(page.FindAll("[data-try]"));
    }

    /// <summary>Items and calendar belong to no single unit.</summary>
    [Fact]
    public void Page_OfAStreetsOffice_OffersItsUnitsAlone()
    {
        var page = Open("calendar", SampleData.StreetId);
        Assert.Equal([false, true, true], page.FindAll("input[type=radio]").Select(radio => radio.HasAttribute("disabled")));
        Assert.Equal(
            ["/admin/reference/file?kind=units&format=csv", "/admin/reference/file?kind=units&format=xlsx"],
            page.FindAll(".present a").Select(a => a.GetAttribute("href"))
        );
    }

    private IRenderedComponent<ReferencePage> Open(string kind, int unitId = SampleData.DistrictId)
    {
        _office.UnitId = unitId;
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/admin/reference?kind={kind}");
        return Render<ReferencePage>();
    }

    private async Task UploadAsync(IRenderedComponent<ReferencePage> page, string text, string name = "theirs.csv")
    {
        var store = _database.Get<ImportStore>();
        var (stored, length) = await store.SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), Stop);
        var zone = page.FindComponent<UploadZone>().Instance;
        await page.InvokeAsync(() => zone.UploadedAsync(stored, name, length));
    }

    private static string Counts(IRenderedComponent<ReferencePage> page) =>
        string.Join(
            ", ",
            page.FindAll(".outcome [data-count]").Select(c => $"{c.GetAttribute("data-count")} {c.QuerySelector("dd")!.Text()}")
        );

    private sealed class SignedIn : AuthenticationStateProvider
    {
        public int UnitId { get; set; }

        /// <summary>Rights are given when it has ended.</summary>
        public TaskCompletionSource? Held { get; set; }

        public override async Task<AuthenticationState> GetAuthenticationStateAsync()
        {
            if (Held is { } held)
                await held.Task;
            return new(Actors.SignedIn("office", Role.EfficiencyOffice, UnitId));
        }
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
