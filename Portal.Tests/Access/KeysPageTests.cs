using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Administration;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Organisation;
using Portal.Tests.Records.Pages;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

[Needs(Resource.Database)]
public sealed class KeysPageTests : PortalTestContext, IAsyncLifetime
{
    private readonly HeldReader _administrator = new(Role.Administrator, SampleData.DistrictId);
    private TestDatabase _database = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        Services.AddSingleton(_database.Get<ApiKeyring>());
        Services.AddSingleton(_database.Get<SourceNames>());
        Services.AddSingleton(_database.Get<IReferenceReader>());
        Services.AddSingleton<UnitPickReader>();
        Services.AddSingleton<AuthenticationStateProvider>(_administrator);
        Services.AddSingleton<CurrentActor>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Key_SentTwice_IsMadeOnce()
    {
        var page = Render<KeysPage>();
        await page.Find("form input[maxlength='100']").ChangeAsync(new() { Value = "system" });
        await page.Find("fieldset input").ChangeAsync(new() { Value = true });
        var picks = _database.Get<IReferenceReader>();
        var unit = (await picks.GetAsync(Stop)).Units.Find(SampleData.DistrictId)!;
        var picker = page.FindComponent<UnitPicker>();
        await page.InvokeAsync(() => picker.Instance.OnChosen.InvokeAsync(new(unit.Id, unit.Code, "", 0, Path: null)));

        _administrator.Hold();
        var form = page.Find("form");
        var sends = Task.WhenAll(form.SubmitAsync(), form.SubmitAsync());
        await page.InvokeAsync(_administrator.Release);
        await sends;

        Assert.False(Renderer.UnhandledException.IsCompleted);
        Assert.Single(await _database.Get<ApiKeyring>().ListAsync(Actor.System, Stop));
    }

    [Fact]
    public async Task Source_OfAnAdministratorOfAll_IsHeldByTheWholePortalOnlyWhenChosen()
    {
        var page = Render<SourcesPage>();
        page.WaitForElement("[data-of-all]");
        await page.Find("form input[required]").ChangeAsync(new() { Value = "system" });

        await page.Find("form").SubmitAsync();
        page.WaitForElement("[role=alert]");
        Assert.Empty(await _database.Get<SourceNames>().ListAsync(Actor.System, Stop));

        await page.Find("[data-of-all]").ChangeAsync(new() { Value = true });
        await page.Find("form").SubmitAsync();
        page.WaitForElement("form [role=status]");
        Assert.Null(Assert.Single(await _database.Get<SourceNames>().ListAsync(Actor.System, Stop)).UnitId);
    }
}
