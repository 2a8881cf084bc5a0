using System.Net;
using System.Text.Json;
using Portal.Domain.Access;
using Portal.Domain.Campaigns.Handling;
using Portal.Tests.Support;

namespace Portal.Tests.Campaigns;

/// <summary>Campaigns over HTTP.</summary>
[Needs(Resource.Database)]
public sealed class CampaignsApiTests : IAsyncLifetime
{
    private PortalInstance _portal = null!;
    private HttpClient _street = null!;
    private string _address = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync(configure: null, "--Portal:Jobs=false");
        _street = await _portal.CallerAsync(SampleData.Street, Permissions.CampaignsRead, Permissions.CampaignsWrite);
        var ordered = await _portal.Get<CampaignMoves>().OrderAsync(Actor.System, SampleCampaign.Order, Token);
        Assert.Empty(ordered.Problems);
        _address = $"/api/v1/campaigns/{ordered.CampaignId}";
    }

    public async ValueTask DisposeAsync()
    {
        _street.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Campaign_HasTheFiguresOfTheKeysUnits()
    {
        var list = await JsonAsync("/api/v1/campaigns");
        Assert.Equal(4, list[0].GetProperty("progress").GetProperty("items").GetInt32());

        var details = await JsonAsync(_address + "?on=2014-10-31");
        Assert.Equal("2014-10-31", details.GetProperty("on").GetString());
        Assert.Equal(2, details.GetProperty("progress").GetProperty("overdue").GetInt32());
        Assert.Equal(
            [SampleData.Street, SampleData.Community, SampleData.SecondCommunity],
            details.GetProperty("units").EnumerateArray().Select(u => u.GetProperty("unit").GetString())
        );
    }

    [Theory]
    [InlineData("", "A B C C")]
    [InlineData("?phase=2", "C C")]
    [InlineData("?unit=350103001001", "C")]
    [InlineData("?state=reported", "")]
    [InlineData("?limit=1", "A")]
    public async Task Items_WithFilters_AreThoseOfTheScopeAlone(string query, string names)
    {
        var items = await JsonAsync(_address + "/items" + query);
        Assert.Equal(names, string.Join(' ', items.EnumerateArray().Select(i => i.GetProperty("name").GetString())));
    }

    [Theory]
    [InlineData("/items?state=lost")]
    [InlineData("/items?unit=350103002001")] // of another street
    [InlineData("/items?phase=0")]
    [InlineData("/items?limit=1001")]
    [InlineData("/items?after=x")]
    [InlineData("?on=31.10.2014")]
    [InlineData("?colour=red")]
    public async Task Question_WithAWrongFilter_IsRefused(string query)
    {
        using var answer = await PortalInstance.GetAsync(_street, _address + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("parameters.invalid", await PortalInstance.TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_IsTakenOnce_AndOnlyForOwnItems()
    {
        var items = await JsonAsync(_address + "/items");
        var own = items[0].GetProperty("id").GetInt64();

        await ExpectAsync(own, "{}", HttpStatusCode.UnprocessableEntity, "count.required");
        await ExpectAsync(own, """{"cleared":2,"remark":"已改"}""", HttpStatusCode.NoContent, "");
        await ExpectAsync(own, """{"cleared":2}""", HttpStatusCode.Conflict, "item.notOpen");
        await ExpectAsync(own + 2, """{"cleared":2}""", HttpStatusCode.NotFound, "item.unknown"); // the other street's
        var reported = await JsonAsync(_address + "/items?state=reported");
        Assert.Equal(2, reported[0].GetProperty("cleared").GetInt32());
        using var nowhere = await PortalInstance.GetAsync(_street, "/api/v1/campaigns/999");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    private async Task ExpectAsync(long item, string body, HttpStatusCode status, string content)
    {
        using var answer = await PortalInstance.PostAsync(_street, $"{_address}/items/{item}/report", body);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(content, await PortalInstance.TextAsync(answer), StringComparison.Ordinal);
    }

    private async Task<JsonElement> JsonAsync(string address)
    {
        using var answer = await PortalInstance.GetAsync(_street, address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await PortalInstance.TextAsync(answer));
        return json.RootElement.Clone();
    }
}
