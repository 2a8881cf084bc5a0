using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Portal.Domain.Access;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>What one person may read stays in no cache of a browser or a proxy.</summary>
[Needs(Resource.Database)]
public sealed partial class CacheHeaderTests : IAsyncLifetime
{
    // Of the page that describes the API: the same for everybody.
    private static readonly string[] s_assets = ["/api/scalar.js", "/api/scalar.aspnetcore.js", "/api/favicon.svg"];

    private PortalInstance _portal = null!;
    private HttpClient _browser = null!;
    private HttpClient _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync();
        await _portal.CreateUserAsync("office", Role.EfficiencyOffice, SampleData.District);
        _browser = _portal.Browser();
        (await PortalInstance.SignInAsync(_browser, "office", PortalInstance.Password)).Dispose();
        _caller = await _portal.CallerAsync(
            SampleData.District,
            Permissions.UnitsRead,
            Permissions.ItemsRead,
            Permissions.CasesRead,
            Permissions.CasesWrite,
            Permissions.AppealsRead,
            Permissions.MetricsRead,
            Permissions.ReportsRead,
            Permissions.FiguresRead
        );
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        _browser.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Answer_OfEveryEndpoint_IsKeptNowhere()
    {
        var paths = _portal
            .Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null && e.RoutePattern.RawText != "{**path:file}")
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is null or [.., "GET"] or ["GET", ..])
            .Select(e => "/" + Filled(e.RoutePattern.RawText!.Trim('/')))
            .Distinct(StringComparer.Ordinal)
            .Except(s_assets)
            .ToList();
        var kept = new List<string>();
        foreach (var path in paths)
            await AddKeptAsync(kept, path.StartsWith("/api/v1", StringComparison.Ordinal) ? _caller : _browser, path);

        Assert.Contains("/api/v1/cases", paths);
        Assert.Contains("/cases/export", paths);
        Assert.Empty(kept);
    }

    [Theory]
    [InlineData("/cases/export?format=csv")]
    [InlineData("/admin/reference/file?kind=units&format=csv")]
    [InlineData("/reports/files?unit=350103&month=2014-10&format=xlsx")]
    [InlineData("/live")]
    public async Task FileOrPage_OfAPerson_IsKeptNowhere(string address)
    {
        using var answer = await PortalInstance.GetAsync(_browser, address);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore, address);
    }

    [Theory]
    [InlineData("/api/v1/cases")]
    [InlineData("/api/v1/units")]
    [InlineData("/api/v1/items")]
    [InlineData("/api/v1/figures/forms")]
    public async Task Answer_OfTheApi_IsKeptNowhere(string address)
    {
        using var answer = await PortalInstance.GetAsync(_caller, address);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore, address);
    }

    [Fact]
    public async Task Report_WithATag_IsKeptByItsReaderAlone_AndAskedForAgain()
    {
        const string report = "/api/v1/reports/monthly?unit=350103&month=2014-10&format=xlsx";
        using var answer = await PortalInstance.GetAsync(_caller, report);
        using var again = new HttpRequestMessage(HttpMethod.Get, report);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await _caller.SendAsync(again, TestContext.Current.CancellationToken);

        Assert.True(answer.Headers.CacheControl is { Private: true, NoCache: true, NoStore: false });
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Asset_OfTheBuild_MayBeKept()
    {
        using var answer = await PortalInstance.GetAsync(_browser, "/favicon.svg");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.CacheControl?.NoStore ?? false);
    }

    private static async Task AddKeptAsync(List<string> kept, HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var isForbidden = answer.Headers.CacheControl is { NoStore: true } or { Private: true, NoCache: true };
        if (!isForbidden && answer.Content.Headers.Expires is null)
            kept.Add($"{path}: {(int)answer.StatusCode} {answer.Headers.CacheControl}");
    }

    private static string Filled(string pattern) =>
        Place()
            .Replace(
                pattern,
                place =>
                    place.Value.Contains("guid", StringComparison.Ordinal) ? Guid.Empty.ToString()
                    : place.Value.StartsWith("{*", StringComparison.Ordinal) ? ""
                    : "x"
            );

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1_000)]
    private static partial Regex Place();
}
