using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using Portal.Domain.Intake.Batches;
using Portal.Intake;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Pages;

public sealed class UploadZoneTests : PortalTestContext
{
    /// <summary>The imports are stored by then: the page must go on to show them.</summary>
    [Fact]
    public async Task Forget_WhenTheBrowserIsAway_IsNoFault()
    {
        Services.AddSingleton(new ImportStore(new ImportStoreOptions(Path.GetTempPath(), 1 << 20)));
        Services.AddSingleton<AntiforgeryStateProvider, NoToken>();
        var module = JSInterop.SetupModule("./Intake/UploadZone.razor.js");
        module.Mode = JSRuntimeMode.Loose;
        module.SetupVoid("forget", _ => true).SetException(new JSDisconnectedException("The browser is away."));
        var zone = Render<UploadZone>(p => p.Add(z => z.KeptAs, "office"));

        await zone.InvokeAsync(() => zone.Instance.ForgetAsync([new("stored", "1.csv", 1)]));

        module.VerifyInvoke("forget");
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
