using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;

namespace Portal.Tests.Support;

/// <summary>
/// The real portal on a port of its own, over a database of its own (<see cref="TestStore.Usual"/>) with the units and items of <see
/// cref="SampleData"/>.
/// </summary>
public sealed partial class PortalInstance : IAsyncDisposable
{
    public const string Password = "Right-Away-2014";

    private readonly TestStore _store;
    private readonly WebApplication _app;

    private PortalInstance(TestStore store, WebApplication app) => (_store, _app) = (store, app);

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.First());

    /// <param name="configure">Changes services before the portal starts.</param>
    /// <param name="settings">More settings, as <c>--Key:Name=value</c>.</param>
    public static Task<PortalInstance> StartAsync(Action<WebApplicationBuilder>? configure = null, params string[] settings) =>
        StartAsync(TestStore.Usual, configure, settings);

    /// <summary>The same on a database of that kind.</summary>
    public static async Task<PortalInstance> StartAsync(
        DatabaseKind kind,
        Action<WebApplicationBuilder>? configure,
        params string[] settings
    )
    {
        var store = await TestStore.CreateSeededAsync(kind);
        var app = await PortalApp.CreateAsync(
            [
                "--urls=http://127.0.0.1:0",
                .. store.Settings.Select(s => $"--{s.Key}={s.Value}"),
                "--Portal:Demo=false",
                "--Portal:Reports:Day=0",
                .. settings,
            ],
            configure
        );
        await app.StartAsync();
        return new(store, app);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async Task<int> UnitIdAsync(string code) => (await Get<IReferenceReader>().GetAsync()).Units.Find(code)!.Id;

    /// <summary>A user with <see cref="Password"/>.</summary>
    public async Task CreateUserAsync(string name, Role role, string? unitCode = null)
    {
        var unit = unitCode is null ? (int?)null : await UnitIdAsync(unitCode);
        var result = await Get<UserAdministration>().CreateAsync(Actor.System, new UserDraft(name, name, role, unit), Password);
        Assert.Empty(result.Codes);
    }

    /// <summary>A client that keeps cookies and follows no redirect.</summary>
    public HttpClient Browser() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                CookieContainer = new CookieContainer(),
                // A client that waits for leave to send its body waits for it, however busy the machine is.
                Expect100ContinueTimeout = TimeSpan.FromMinutes(1),
            }
        )
        {
            BaseAddress = Address,
        };

    /// <summary>A client with a new key for the unit.</summary>
    public async Task<HttpClient> CallerAsync(string unitCode, params string[] permissions)
    {
        var client = Browser();
        client.DefaultRequestHeaders.Add(
            "X-Api-Key",
            await Get<ApiKeyring>().CreateAsync(Actor.System, "test", await UnitIdAsync(unitCode), permissions)
        );
        return client;
    }

    /// <summary>Sends the form of the sign-in page as a browser would.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, string name, string password, string returnUrl = "/")
    {
        var address = "/account/login?returnUrl=" + Uri.EscapeDataString(returnUrl);
        var form = FirstForm().Match(await browser.GetStringAsync(address)).Value;
        var fields = Hidden().Matches(form).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);
        (fields["username"], fields["password"]) = (name, password);
        return await browser.PostAsync(address, new FormUrlEncodedContent(fields));
    }

    /// <summary>Sends the form that signs out.</summary>
    public static async Task<HttpResponseMessage> SignOutAsync(HttpClient browser)
    {
        var form = FirstForm().Match(await browser.GetStringAsync("/account/denied")).Value;
        var fields = Hidden().Matches(form).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);
        return await browser.PostAsync("/account/logout", new FormUrlEncodedContent(fields));
    }

    public static Task<HttpResponseMessage> GetAsync(HttpClient client, string address) =>
        client.GetAsync(address, TestContext.Current.CancellationToken);

    public static Task<string> TextAsync(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> PostAsync(HttpClient client, string address, string body, string type = "application/json") =>
        client.PostAsync(address, new StringContent(body, System.Text.Encoding.UTF8, type), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex FirstForm();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Hidden();
}
