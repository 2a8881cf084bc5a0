using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Domain.Access;
using Portal.Jobs.Hosting;
using Portal.Tests.Access.Limits;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>What a visitor claims in <c>Host</c> is neither believed nor sent back.</summary>
public sealed class HostNameTests
{
    [Theory]
    [Needs(Resource.Database)]
    [InlineData("127.0.0.1", HttpStatusCode.Found)]
    [InlineData("localhost", HttpStatusCode.Found)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.BadRequest)]
    public async Task Request_UnderANameThatIsNotThePortals_IsRefused(string host, HttpStatusCode expected)
    {
        await using var portal = await PortalInstance.StartAsync();
        using var answer = await GetAsync(portal, "/live", host);

        Assert.Equal(expected, answer.StatusCode);
    }

    /// <summary>Pages failed under them: a host is needed for the address of each.</summary>
    [Theory]
    [Needs(Resource.Database)]
    [InlineData("HTTP/1.0", null)]
    [InlineData("HTTP/1.1", "")]
    [InlineData("HTTP/1.1", "127.0.0.1:99999")]
    [InlineData("HTTP/1.1", "localhost:65536")]
    [InlineData("HTTP/1.1", "evil.example:99999")]
    [InlineData("HTTP/1.1", "somebody@localhost")]
    public async Task Request_WhoseHostMakesNoAddress_IsRefusedInAtMostOneLine(string version, string? host)
    {
        using var log = new LogLines();
        await using var portal = await PortalInstance.StartAsync(
            builder => builder.Services.AddSingleton<ILoggerFactory>(log),
            "--AllowedHosts=*"
        );
        var before = log.Bad.Count;

        var answer = await RawRequest.SendAsync(
            portal.Address,
            $"GET /account/login {version}\r\n" + (host is null ? "" : $"Host: {host}\r\n") + "Connection: close\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Empty(log.Bad.Skip(before));
        Assert.InRange(log.All.Count(line => line.Contains("Host is no address", StringComparison.Ordinal)), 0, 1);
    }

    [Theory]
    [Needs(Resource.Database)]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:80")]
    [InlineData("[::1]:5080")]
    [InlineData("127.0.0.1:65535")]
    public async Task Page_UnderAHostThatMakesAnAddress_IsShown(string host)
    {
        await using var portal = await PortalInstance.StartAsync(configure: null, "--AllowedHosts=*");

        var answer = await RawRequest.SendAsync(
            portal.Address,
            $"GET /account/login HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    /// <summary>Also where every name is allowed, as behind a proxy.</summary>
    [Fact]
    [Needs(Resource.Database)]
    public async Task Redirect_WithinThePortal_NamesNoHost()
    {
        await using var portal = await PortalInstance.StartAsync(configure: null, "--AllowedHosts=*");
        await portal.CreateUserAsync("zhang", Role.Leader, SampleData.Street);
        using var page = await GetAsync(portal, "/live?unit=1", "evil.example:81");
        using var browser = portal.Browser();
        browser.DefaultRequestHeaders.Host = "evil.example";
        using var signedIn = await PortalInstance.SignInAsync(browser, "zhang", PortalInstance.Password, "/live");

        Assert.Equal("/account/login?returnUrl=%2Flive%3Funit%3D1", page.Headers.Location!.OriginalString);
        Assert.Equal("/live", signedIn.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("localhost 127.0.0.1 [::1]", "Urls=http://localhost:5080")]
    [InlineData("10.0.0.1 localhost 127.0.0.1 [::1] portal.gov.cn", "Urls=http://10.0.0.1:80", "Portal:Mail:Link=https://portal.gov.cn/")]
    [InlineData("*", "Urls=http://0.0.0.0:5080")]
    [InlineData("*", "Urls=http://[::]:5080")]
    [InlineData("*", "Urls=http://*:5080;http://localhost:1")]
    [InlineData("*", "Urls=http://localhost:5080", "Portal:KnownProxies=10.0.0.1")]
    [InlineData("*")]
    [InlineData("a.gov.cn *.b.gov.cn [::1]", "AllowedHosts=a.gov.cn; *.b.gov.cn,[::1]", "Urls=http://0.0.0.0:5080")]
    public void Names_WithoutTheSetting_AreThoseOfTheAddresses(string expected, params string[] settings) =>
        Assert.Equal(expected, string.Join(' ', HostNames.Read(Reader(settings)).Allowed));

    [Theory]
    [InlineData("http://a.gov.cn")]
    [InlineData("a b")]
    [InlineData(";")]
    public void Names_ThatAreNone_AreNamedAsWrong(string value)
    {
        var reader = Reader("AllowedHosts=" + value);
        HostNames.Read(reader);

        Assert.StartsWith(
            "AllowedHosts: expected names such as",
            Assert.Single(Assert.Throws<SettingsException>(reader.ThrowIfWrong).Problems)
        );
    }

    /// <summary>Over https the cookie of forms is bound to the host, and one that another host planted is ignored.</summary>
    [Fact]
    [Needs(Resource.Database)]
    public async Task CookieOfForms_OverHttps_IsSecureAndHasThePrefix()
    {
        await using var portal = await PortalInstance.StartAsync(configure: null, "--Portal:KnownProxies=127.0.0.1");
        await portal.CreateUserAsync("zhang", Role.Leader, SampleData.Street);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = portal.Address,
        };
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var page = await PortalInstance.GetAsync(browser, "/account/login");
        var cookie = Assert.Single(page.Headers.GetValues("Set-Cookie"));
        var token = System.Text.RegularExpressions.Regex.Match(
            await PortalInstance.TextAsync(page),
            "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"",
            System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );

        Assert.StartsWith("__Host-Portal.Form=", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; path=/;", cookie, StringComparison.OrdinalIgnoreCase);
        var value = cookie.Split(';')[0]["__Host-Portal.Form=".Length..];
        Assert.Equal(HttpStatusCode.Found, await PostAsync(browser, "__Host-Portal.Form=" + value, token.Groups["token"].Value));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(browser, "Portal.Form=" + value, token.Groups["token"].Value));
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient browser, string cookie, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/login");
        request.Headers.Add("Cookie", cookie);
        request.Content = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["_handler"] = "sign-in",
                ["__RequestVerificationToken"] = token,
                ["username"] = "zhang",
                ["password"] = PortalInstance.Password,
            }
        );
        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static SettingsReader Reader(params string[] settings) =>
        new(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Split('=', 2)[0], (string?)s.Split('=', 2)[1])))
                .Build()
        );

    private static async Task<HttpResponseMessage> GetAsync(PortalInstance portal, string address, string host)
    {
        using var browser = portal.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Host = host;
        return await browser.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
