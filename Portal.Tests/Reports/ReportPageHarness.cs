using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Tests.Support;

namespace Portal.Tests.Reports;

/// <summary>Renders the pages of reports: in-memory reports over a real database of units and figures.</summary>
internal sealed class ReportPageHarness : PortalTestContext
{
    public ReportPageHarness(
        TestDatabase database,
        Role role = Role.EfficiencyOffice,
        int unitId = SampleData.DistrictId,
        string user = "李四",
        string language = "zh-CN"
    )
    {
        SetLanguage(language);
        Services.AddSingleton<IReportReader>(Reports);
        Services.AddSingleton<IReportSigning>(Reports);
        Services.AddSingleton<IReportRemarks>(Reports);
        Services.AddSingleton(database.Get<ReportYears>());
        Services.AddSingleton(database.Get<FailedDrafts>());
        Services.AddSingleton(database.Get<IReferenceReader>());
        Services.AddSingleton(database.Get<IFigureReferences>());
        Services.AddSingleton<Portal.Organisation.UnitPickReader>();
        Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(user, unitId, role));
        Services.AddSingleton<CurrentActor>();
    }

    public HeldReports Reports { get; } = new();

    public NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    /// <summary>Opens a page at an address, as following a link does.</summary>
    public IRenderedComponent<TPage> Open<TPage>(string address)
        where TPage : IComponent
    {
        Navigation.NavigateTo(address);
        return Render<TPage>();
    }

    /// <summary>An element's texts with single spaces, between cells too.</summary>
    public static string Text(IElement element) =>
        string.Join(' ', element.Descendants<IText>().SelectMany(t => t.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private sealed class SignedIn(string user, int unitId, Role role) : AuthenticationStateProvider
    {
        private readonly ClaimsPrincipal _principal = Actors.SignedIn(user, role, unitId);

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(_principal));
    }
}
