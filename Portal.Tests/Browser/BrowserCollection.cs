using System.Diagnostics;
using Microsoft.Playwright;
using Portal.Tests.Support;
using Portal.Tests.Support.Browsers;

namespace Portal.Tests.Browser;

/// <summary>
/// The tests that drive a browser: one portal with the demonstration and one browser for all. They run after all others, one at
/// a time: some measure time, and a browser that is kept from the processor gives up connections and loads.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[Needs(Resource.Browser)]
public sealed class BrowserCollection : ICollectionFixture<PortalInBrowser>
{
    public const string Name = "Browser";
}

/// <summary>The portal with the demonstration, and a Chromium.</summary>
public sealed class PortalInBrowser : IAsyncLifetime
{
    // How fast a page has to be is measured elsewhere; a busy machine must not fail what only asks whether.
    private const float ExpectedWithinMilliseconds = 15_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private PortalProcess? _portal;

    /// <summary>Skips the test when there is no browser.</summary>
    public PortalProcess Portal
    {
        get
        {
            RequireBrowser();
            return _portal!;
        }
    }

    /// <summary>A Chromium of its own; skips the test when there is none.</summary>
    internal static Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        RequireBrowser();
        return Chromium.LaunchAsync(playwright);
    }

    /// <summary>The options to start a Chromium; skips the test when there is none.</summary>
    internal static ProcessStartInfo Command(IEnumerable<string> arguments)
    {
        RequireBrowser();
        return Chromium.Command(arguments);
    }

    public async ValueTask InitializeAsync()
    {
        if (!Chromium.IsInstalled)
            return;
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(ExpectedWithinMilliseconds);
        _browser = await LaunchAsync(_playwright);
        _portal = await PortalProcess.StartAsync(demonstration: true);
    }

    /// <summary>A new visitor with an empty profile.</summary>
    public async Task<Visitor> VisitAsync(VisitorOptions? options = null)
    {
        RequireBrowser();
        return await Visitor.OpenAsync(_browser!, Portal.Address, options ?? new());
    }

    /// <summary>A new visitor, signed in with one of the demonstration's accounts.</summary>
    public async Task<Visitor> SignInAsync(string account, VisitorOptions? options = null)
    {
        var visitor = await VisitAsync(options);
        await visitor.SignInAsync(account);
        return visitor;
    }

    /// <summary>The same at another portal than that of the demonstration.</summary>
    public async Task<Visitor> SignInAtAsync(Uri origin, string account, VisitorOptions options)
    {
        RequireBrowser();
        var visitor = await Visitor.OpenAsync(_browser!, origin, options);
        await visitor.SignInAsync(account);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_portal is not null)
            await _portal.DisposeAsync();
    }

    private static void RequireBrowser()
    {
        Requirements.Need(Resource.Browser);
        if (!Chromium.IsInstalled)
            Requirements.Missing($"Chromium is not installed ({Chromium.Program}).");
    }
}
