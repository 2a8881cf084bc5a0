using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Supervision.Rules;
using Portal.Tests.Support;

namespace Portal.Tests.Supervision;

/// <summary>Cards over HTTP.</summary>
[Needs(Resource.Database)]
public sealed class CardsApiTests : IAsyncLifetime
{
    private PortalInstance _portal = null!;
    private HttpClient _street = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync(configure: null, "--Portal:Jobs=false");
        _street = await _portal.CallerAsync(SampleData.Street, Permissions.CardsRead, Permissions.CardsWrite);
        await SampleCards.AddAsync(
            () => _portal.Get<IDbContextFactory<PortalDb>>().CreateDbContext(),
            (SampleData.CommunityId, CardLevel.Notice),
            (SampleData.CommunityId, CardLevel.Yellow),
            (SampleData.SecondCommunityId, CardLevel.Red),
            (SampleData.OtherCommunityId, CardLevel.Red)
        );
    }

    public async ValueTask DisposeAsync()
    {
        _street.Dispose();
        await _portal.DisposeAsync();
    }

    [Theory]
    [InlineData("", "3 2 1")]
    [InlineData("?unit=350103001001", "2 1")]
    [InlineData("?level=red", "3")]
    [InlineData("?state=issued&level=yellow", "2")]
    [InlineData("?state=closed", "")]
    [InlineData("?before=3&limit=1", "2")]
    public async Task List_WithFilters_HasTheCardsOfTheScopeAlone(string query, string ids)
    {
        using var answer = await PortalInstance.GetAsync(_street, "/api/v1/cards" + query);
        using var json = JsonDocument.Parse(await PortalInstance.TextAsync(answer));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(ids, string.Join(' ', json.RootElement.EnumerateArray().Select(card => card.GetProperty("id").GetInt64())));
    }

    [Theory]
    [InlineData("?level=pink")]
    [InlineData("?unit=350103002001")] // of another street
    [InlineData("?before=x")]
    [InlineData("?limit=0")]
    [InlineData("?colour=red")]
    public async Task List_WithAWrongFilter_IsRefused(string query)
    {
        using var answer = await PortalInstance.GetAsync(_street, "/api/v1/cards" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("parameters.invalid", await PortalInstance.TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_IsTakenOnce_AndOnlyWithWords()
    {
        await ExpectAsync("2/answer", """{"text":" "}""", HttpStatusCode.UnprocessableEntity, "text.required");
        await ExpectAsync("2/answer", """{"text":"人手不足，已调整"}""", HttpStatusCode.OK, "answered");
        await ExpectAsync("2/answer", """{"text":"再答"}""", HttpStatusCode.Conflict, "card.needsNoAnswer");
        await ExpectAsync("2/objection", """{"text":"系统误报"}""", HttpStatusCode.OK, "contested");
        await ExpectAsync("1/acknowledgement", "{}", HttpStatusCode.OK, "closed");
        await ExpectAsync("4/answer", """{"text":"不是我们的"}""", HttpStatusCode.NotFound, "card.unknown");
        await ExpectAsync("9/answer", """{"text":"没有"}""", HttpStatusCode.NotFound, "card.unknown");
    }

    [Fact]
    public async Task Key_WithoutThePermission_IsRefused()
    {
        using var other = await _portal.CallerAsync(SampleData.Street, Permissions.CasesRead);
        using var list = await PortalInstance.GetAsync(other, "/api/v1/cards");
        Assert.Equal(HttpStatusCode.Forbidden, list.StatusCode);
        using var move = await PortalInstance.PostAsync(other, "/api/v1/cards/2/answer", """{"text":"x"}""");
        Assert.Equal(HttpStatusCode.Forbidden, move.StatusCode);
    }

    private async Task ExpectAsync(string path, string body, HttpStatusCode status, string word)
    {
        using var answer = await PortalInstance.PostAsync(_street, "/api/v1/cards/" + path, body);
        var text = await PortalInstance.TextAsync(answer);
        Assert.True(status == answer.StatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        Assert.Contains($"\"{word}\"", text, StringComparison.Ordinal);
    }
}
