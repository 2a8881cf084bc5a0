using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Editing;
using Portal.Domain.Figures.Forms;
using Portal.Figures.Forms;
using Portal.Tests.Support;

namespace Portal.Tests.Figures.Forms;

/// <summary>Renders the form editor for a user of the district's office, or of another unit.</summary>
internal sealed class FormPageHarness : PortalTestContext
{
    public FormPageHarness(TestDatabase database, int unitId = SampleData.DistrictId)
    {
        Services.AddSingleton(database.Get<IFigureReferences>());
        Services.AddSingleton(database.Get<FormWriter>());
        Services.AddSingleton(database.Get<IReferenceReader>());
        Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(unitId));
        Services.AddSingleton<CurrentActor>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public IRenderedComponent<FormEditorPage> Open(string code)
    {
        var page = Render<FormEditorPage>(p => p.Add(x => x.FormCode, code));
        page.WaitForElement("[data-editor], .message-page");
        return page;
    }

    private sealed class SignedIn(int unitId) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync()
        {
            return Task.FromResult(new AuthenticationState(Actors.SignedIn("office", Role.EfficiencyOffice, unitId)));
        }
    }
}
