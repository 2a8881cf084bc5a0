using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>The settings of a visitor's browser.</summary>
public sealed record VisitorOptions
{
    public static readonly VisitorOptions Phone = new() { Width = 390, Height = 844 };

    public int Width { get; init; } = 1920;

    public int Height { get; init; } = 1080;

    public string Language { get; init; } = "zh-CN";

    public bool Dark { get; init; }
}

/// <summary>A browser with an empty profile that records everything that a page must not do.</summary>
public sealed class Visitor : IAsyncDisposable
{
    public const string Password = "Taijiang-2014";
    private const float PatienceMilliseconds = 10_000;

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    private readonly bool _owner;

    private Visitor(IBrowserContext context, IPage page, Uri origin, bool owner) =>
        (_context, Page, Origin, _owner) = (context, page, origin, owner);

    public IPage Page { get; }

    public Uri Origin { get; }

    /// <summary>
    /// Requests to other origins, errors on the console, exceptions in scripts; broken content security rules are among the errors.
    /// </summary>
    public IReadOnlyList<string> Complaints => [.. _complaints];

    public static async Task<Visitor> OpenAsync(IBrowser browser, Uri origin, VisitorOptions options)
    {
        var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = options.Width, Height = options.Height },
                BaseURL = origin.ToString(),
                Locale = options.Language,
                ColorScheme = options.Dark ? ColorScheme.Dark : ColorScheme.Light,
                TimezoneId = "Asia/Shanghai",
            }
        );
        context.SetDefaultTimeout(PatienceMilliseconds);
        // How fast a page has to be is measured elsewhere.
        context.SetDefaultNavigationTimeout(3 * PatienceMilliseconds);
        await context.AddInitScriptAsync(Scripts.NoteShifts);
        var visitor = new Visitor(context, await context.NewPageAsync(), origin, owner: true);
        visitor.Watch();
        return visitor;
    }

    /// <summary>
    /// Another page of the same browser profile: signed in as this one is, with what it has in its cache. Ends with this one.
    /// </summary>
    public async Task<Visitor> OpenAnotherPageAsync()
    {
        var page = await _context.NewPageAsync();
        await page.SetViewportSizeAsync(Page.ViewportSize!.Width, Page.ViewportSize.Height);
        var visitor = new Visitor(_context, page, Origin, owner: false);
        visitor.Watch();
        return visitor;
    }

    /// <summary>Fills the sign-in form in, as people do.</summary>
    public async Task SignInAsync(string account)
    {
        await Page.GotoAsync("/account/login");
        await Page.FillAsync("#username", account);
        await Page.FillAsync("#password", Password);
        await Page.PressAsync("#password", "Enter");
        await Page.UntilAwayFromAsync("/account/login");
        await UntilQuietAsync();
    }

    /// <summary>Goes to an address and waits until the page is there and takes input.</summary>
    public async Task<IResponse?> GoAsync(string path)
    {
        var answer = await Page.GotoAsync(path);
        await UntilQuietAsync();
        return answer;
    }

    /// <summary>Chooses the language as the switch does.</summary>
    public async Task ChooseLanguageAsync(string language) =>
        await Page.GotoAsync($"/account/culture?culture={language}&returnUrl=/account/login");

    /// <summary>Forgets what was noted so far.</summary>
    public void ForgetComplaints() => _complaints.Clear();

    public async ValueTask DisposeAsync()
    {
        if (_owner)
            await _context.DisposeAsync();
    }

    private async Task UntilQuietAsync()
    {
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Page.EvaluateAsync("() => document.fonts.ready");
    }

    private void Watch()
    {
        if (_owner)
            _context.Request += (_, request) => NoteForeign(request.Url);
        Page.WebSocket += (_, socket) => NoteForeign(socket.Url);
        Page.PageError += (_, error) => _complaints.Add($"{Page.Url}: exception: {error}");
        Page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _complaints.Add($"{Page.Url}: {message.Text}");
        };
    }

    private void NoteForeign(string url)
    {
        var asked = new Uri(url);
        if (asked.Scheme is "data" or "blob" or "about" || (asked.Host == Origin.Host && asked.Port == Origin.Port))
            return;
        _complaints.Add($"{Page.Url} asked another origin: {url}");
    }
}
