using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Intake.Entry;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Intake.Entry;
using Portal.Organisation;
using Portal.Tests.Records.Pages;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Entry;

/// <summary>The page on which records are entered one by one.</summary>
[Needs(Resource.Database)]
public sealed class EntryPageTests : PortalTestContext, IAsyncLifetime
{
    private TestDatabase _database = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        Services.AddSingleton(_database.Get<EntryDesk>());
        Services.AddSingleton(_database.Get<IReferenceReader>());
        Services.AddSingleton<UnitPickReader>();
        Services.AddSingleton<AuthenticationStateProvider>(new SignedInReader(Role.Clerk, SampleData.StreetId));
        Services.AddSingleton<CurrentActor>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("/entry?stream=appeals")]
    [InlineData("/entry?unit=" + SampleData.Community)]
    public async Task Correction_OfWhichTheStreamOrUnitIsChanged_IsGivenUp(string address)
    {
        var clerk = Actors.Of("reader", Role.Clerk, SampleData.StreetId);
        var texts = new Dictionary<RecordField, string>
        {
            [RecordField.ItemCode] = SampleData.Licence,
            [RecordField.Channel] = "window",
            [RecordField.AcceptedAt] = "8:05",
        };
        var entered = await _database.Get<EntryDesk>().EnterAsync(clerk, new(RecordStream.Cases, SampleData.Street, texts), Stop);
        Assert.Empty(entered.Errors);
        Assert.NotNull(Popovers);
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/entry");
        var page = Render<EntryPage>();
        page.WaitForElement("[data-edit]");
        await page.Find("[data-edit]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(entered.CaseNo, page.Find("#entry-caseNo").GetAttribute("value")));

        await page.InvokeAsync(() => navigation.NavigateTo(address));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".editing")));
        Assert.Equal("", page.Find("#entry-caseNo").GetAttribute("value"));
        Assert.Equal("", page.Find("#entry-acceptedAt").GetAttribute("value"));
    }
}
