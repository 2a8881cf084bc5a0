using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using Portal.Circuits;
using Portal.Controls;
using Portal.Domain.Shared;

namespace Portal.Tests.Support;

/// <summary>
/// Renders components as the portal does: MudBlazor, texts in zh-CN (or the test's <see cref="UseCultureAttribute"/>), a clock that stands
/// still.
/// </summary>
public abstract class PortalTestContext : BunitContext
{
    // bUnit gives a component one second, which a machine that does much beside may need for a single render.
    static PortalTestContext() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    protected PortalTestContext()
    {
        SetLanguage("zh-CN"); // a test's own attribute comes after its constructor
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddMudBlazor();
        Services.Configure<PopoverOptions>(options => options.CheckForPopoverProvider = false); // a page is rendered without its layout
        Services.AddScoped<PreviousRenderTrees>();
        Services.AddSingleton<PrerenderStore>();
        Services.AddScoped<PrerenderHandover>();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton(new DistrictTime(SampleData.Shanghai, Clock));
    }

    /// <summary>The clock, at <see cref="SampleData.Now"/> until a test moves it.</summary>
    protected FakeTimeProvider Clock { get; } = new(SampleData.Now);

    /// <summary>Where the questions of a page are shown; to be asked for before the page is rendered.</summary>
    public IRenderedComponent<MudDialogProvider> Dialogs => field ??= Render<MudDialogProvider>();

    /// <summary>Where the menus and lists of a page open; to be asked for before the page is rendered.</summary>
    public IRenderedComponent<MudPopoverProvider> Popovers => field ??= Render<MudPopoverProvider>();

    /// <summary>Changes the language in the middle of a test.</summary>
    protected static void SetLanguage(string name) =>
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo(name), CultureInfo.GetCultureInfo(name));
}
