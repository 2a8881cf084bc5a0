using System.Text.Json;
using Portal.Domain.Access;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Access.Sources;

/// <summary>A key that is bound to names of sources sends records under them alone, also under a name that another unit holds.</summary>
[Needs(Resource.Database)]
public sealed class KeySourcesTests : IAsyncLifetime
{
    private static readonly Actor s_street = Actors.Of("street", Role.Administrator, SampleData.StreetId);

    private PortalInstance _portal = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ApiKeyring Keys => _portal.Get<ApiKeyring>();

    private SourceNames Names => _portal.Get<SourceNames>();

    public async ValueTask InitializeAsync() => _portal = await PortalInstance.StartAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Key_BoundToNames_SendsUnderThemAlone()
    {
        using var key = await CallerAsync(Actor.System, SampleData.StreetId, "hall", " ｈｏｔｌｉｎｅ\u200B");

        Assert.Null(await SendAsync(key, "hall"));
        Assert.Null(await SendAsync(key, "hotline"));
        Assert.Null(await SendAsync(key, "ｈａｌｌ"));
        Assert.Equal("source.notBound", await SendAsync(key, "elsewhere"));
        Assert.Equal("source.required", await SendAsync(key, "\u200B"));
        Assert.Equal(["hall", "hotline"], (await Keys.ListAsync(s_street, Token))[0].Sources.Select(s => s.Name));
    }

    /// <summary>The name is taken when the key is made, not when it is first used.</summary>
    [Fact]
    public async Task Name_OfABoundKey_IsHeldFromTheBeginning()
    {
        (await CallerAsync(Actor.System, SampleData.OtherStreetId, "hall")).Dispose();
        using var squatter = await CallerAsync(Actor.System, SampleData.StreetId);

        Assert.Equal("source.held", await SendAsync(squatter, "hall"));
    }

    [Fact]
    public async Task Key_BoundByTheDistrictToANameOfAnother_MayUseItUntilItIsAssignedAnew()
    {
        Assert.Null(await Names.AssignAsync(Actor.System, "hall", SampleData.OtherStreetId, Token));
        using var key = await CallerAsync(Actor.System, SampleData.StreetId, "hall");
        Assert.Null(await SendAsync(key, "hall"));

        Assert.Null(await Names.AssignAsync(Actor.System, "hall", SampleData.DepartmentId, Token));

        Assert.Equal("source.held", await SendAsync(key, "hall"));
    }

    [Fact]
    public async Task Key_IsNotBoundByAStreetToANameOfAnother()
    {
        Assert.Null(await Names.AssignAsync(Actor.System, "hall", SampleData.OtherStreetId, Token));

        var refused = await Assert.ThrowsAsync<SourceHeldException>(() => CallerAsync(s_street, SampleData.CommunityId, "mine", "hall"));

        Assert.Equal("hall", refused.Name);
        Assert.Empty(await Keys.ListAsync(Actor.System, Token));
        Assert.Equal("hall", Assert.Single(await Names.ListAsync(Actor.System, Token)).Name);
        await Assert.ThrowsAsync<ArgumentException>(() => CallerAsync(s_street, SampleData.CommunityId, " "));
    }

    private async Task<HttpClient> CallerAsync(Actor actor, int unit, params string[] sources)
    {
        var secret = await Keys.CreateAsync(actor, "test", unit, [Permissions.CasesWrite], sources, Token);
        var caller = _portal.Browser();
        caller.DefaultRequestHeaders.Add("X-Api-Key", secret);
        return caller;
    }

    /// <returns>The code of the refusal; null when the record was taken.</returns>
    private static async Task<string?> SendAsync(HttpClient caller, string source)
    {
        var row = $$"""
            [{"source":"{{source}}","caseNo":"1","unitCode":"{{SampleData.Community}}","itemCode":"U","acceptedAt":"2014-09-30"}]
            """;
        using var answer = await PortalInstance.PostAsync(caller, "/api/v1/cases", row);
        var errors = JsonSerializer.Deserialize<JsonElement>(await PortalInstance.TextAsync(answer)).GetProperty("errors");
        return errors.EnumerateArray().Select(e => e.GetProperty("code").GetString()).SingleOrDefault();
    }
}
