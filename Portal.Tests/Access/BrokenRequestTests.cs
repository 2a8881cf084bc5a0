using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Domain.Access;
using Portal.Tests.Access.Limits;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>A caller that breaks off, or sends a form of an old page, fills no log with failures.</summary>
[Needs(Resource.Database)]
public sealed partial class BrokenRequestTests : IAsyncLifetime
{
    private readonly LogLines _log = new();
    private readonly CookieContainer _cookies = new();
    private PortalInstance _portal = null!;
    private HttpClient _browser = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync(builder => builder.Services.AddSingleton<ILoggerFactory>(_log));
        await _portal.CreateUserAsync("office", Role.EfficiencyOffice, SampleData.District);
        _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = _portal.Address };
        (await PortalInstance.SignInAsync(_browser, "office", PortalInstance.Password)).Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _portal.DisposeAsync();
        _log.Dispose();
    }

    [Fact]
    public async Task SignOut_WithAWrongToken_IsRefusedAndNoFailure()
    {
        var before = _log.Bad.Count;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = "wrong" });
        using var answer = await _browser.PostAsync(new Uri("/account/logout", UriKind.Relative), form, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(_log.Bad.Skip(before));
    }

    [Fact]
    public async Task Upload_WhoseConnectionIsCut_IsNoFailure()
    {
        var page = await _browser.GetStringAsync(new Uri("/account/denied", UriKind.Relative), Stop);
        var token = Token().Match(page).Groups["token"].Value;
        var before = _log.Bad.Count;

        await RawRequest.SendAsync(
            _portal.Address,
            $"""
            POST /import/upload HTTP/1.1
            Host: {_portal.Address.Authority}
            Cookie: {_cookies.GetCookieHeader(_portal.Address)}
            RequestVerificationToken: {token}
            Content-Length: 1000
            Connection: close

            source,caseNo
            """.ReplaceLineEndings("\r\n"),
            cut: true
        );
        await _portal.Get<IServer>().StopAsync(Stop); // the request has come to its end then

        Assert.Empty(_log.Bad.Skip(before));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Token();
}
