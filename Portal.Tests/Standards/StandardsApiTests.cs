using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Tests.Support;

namespace Portal.Tests.Standards;

/// <summary>Standards over HTTP.</summary>
[Needs(Resource.Database)]
public sealed class StandardsApiTests : IAsyncLifetime
{
    private PortalInstance _portal = null!;
    private HttpClient _key = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync(configure: null, "--Portal:Jobs=false");
        _key = await _portal.CallerAsync(SampleData.Street, Permissions.StandardsRead);
        await SamplePoints.AddAsync(() => _portal.Get<IDbContextFactory<PortalDb>>().CreateDbContext());
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await _portal.DisposeAsync();
    }

    [Theory]
    [InlineData("", "P-STREET")]
    [InlineData("?kind=streetCentre&on=2014-10-31", "P-STREET")]
    [InlineData("?kind=communityPoint", "")]
    public async Task Points_AreThoseOfTheScope(string query, string codes)
    {
        using var answer = await PortalInstance.GetAsync(_key, "/api/v1/standards" + query);
        using var json = JsonDocument.Parse(await PortalInstance.TextAsync(answer));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            codes,
            string.Join(' ', json.RootElement.GetProperty("points").EnumerateArray().Select(p => p.GetProperty("code").GetString()))
        );
    }

    [Theory]
    [InlineData("?kind=castle")]
    [InlineData("?on=yesterday")]
    [InlineData("?unit=350103002")] // another street
    [InlineData("?colour=red")]
    public async Task Question_WithAWrongFilter_IsRefused(string query)
    {
        using var answer = await PortalInstance.GetAsync(_key, "/api/v1/standards" + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("parameters.invalid", await PortalInstance.TextAsync(answer), StringComparison.Ordinal);
    }
}
