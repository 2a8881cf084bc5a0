using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Records.Changes;
using Portal.Domain.Records.Lists;
using Portal.Exports;
using Portal.Organisation;
using Portal.Records.Lists;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Pages;

/// <summary>Renders the lists and pages of records over a real database.</summary>
internal sealed class RecordPageHarness : PortalTestContext
{
    public RecordPageHarness(TestDatabase database, Role role = Role.EfficiencyOffice, int unitId = SampleData.DistrictId)
    {
        Services.AddSingleton(database.Get<RecordSearch>());
        Services.AddSingleton(database.Get<RecordHistory>());
        Services.AddSingleton(database.Get<SavedViews>());
        Services.AddSingleton(database.Get<IReferenceReader>());
        Services.AddSingleton(database.Get<IMetricsReader>());
        Services.AddSingleton<RecordsResolver>();
        Services.AddSingleton<FileExports>();
        Services.AddSingleton<UnitPickReader>();
        Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(role, unitId));
        Services.AddSingleton<CurrentActor>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    /// <summary>Changes the reader's language: rendering contexts begin in Chinese.</summary>
    public static void Speak(string language) => SetLanguage(language);

    public NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    /// <summary>Opens a page at an address, as following a link does.</summary>
    public IRenderedComponent<TPage> Open<TPage>(string address, Action<ComponentParameterCollectionBuilder<TPage>>? parameters = null)
        where TPage : IComponent
    {
        Navigation.NavigateTo(address);
        return Render(parameters ?? (_ => { }));
    }

    private sealed class SignedIn(Role role, int unitId) : AuthenticationStateProvider
    {
        private readonly ClaimsPrincipal _principal = Actors.SignedIn("reader", role, unitId);

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(_principal));
    }
}
