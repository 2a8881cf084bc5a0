using System.Net;
using System.Text.Json;
using Portal.Domain.Access;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Records;

[Needs(Resource.Database)]
public sealed class RecordsApiTests : IAsyncLifetime
{
    private PortalInstance _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await PortalInstance.StartAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Post_SameMessageTwice_ChangesNothingTheSecondTime()
    {
        using var caller = await _portal.CallerAsync(SampleData.Street, Permissions.CasesWrite);
        var message = $"[{Case("1", SampleData.Community)}]";

        Assert.Equal(1, (await PostAsync(caller, message)).GetProperty("created").GetInt32());
        Assert.Equal(1, (await PostAsync(caller, message)).GetProperty("unchanged").GetInt32());
    }

    [Theory]
    [InlineData(SampleData.Street, null)]
    [InlineData(SampleData.Community, null)]
    [InlineData(SampleData.OtherStreet, "unit.unknown")]
    [InlineData(SampleData.OtherCommunity, "unit.unknown")]
    [InlineData(SampleData.District, "unit.unknown")]
    [InlineData("nowhere", "unit.unknown")]
    public async Task Post_ForAUnit_NeedsItWithinTheKeysScope(string unit, string? code)
    {
        using var caller = await _portal.CallerAsync(SampleData.Street, Permissions.CasesWrite);
        var errors = (await PostAsync(caller, $"[{Case("1", unit)}]"))
            .GetProperty("errors")
            .EnumerateArray()
            .Select(e => e.GetProperty("code").GetString());

        Assert.Equal(code is null ? [] : [code], errors);
    }

    [Fact]
    public async Task List_ShowsOnlyTheKeysScopePageByPage()
    {
        using var all = await _portal.CallerAsync(SampleData.District, Permissions.CasesWrite, Permissions.CasesRead);
        await PostAsync(all, $"[{Case("1", SampleData.Community)},{Case("2", SampleData.Street)},{Case("3", SampleData.OtherStreet)}]");
        using var street = await _portal.CallerAsync(SampleData.Street, Permissions.CasesRead);

        var first = await ReadAsync(await PortalInstance.GetAsync(street, "/api/v1/cases?limit=1"));
        var second = await ReadAsync(
            await PortalInstance.GetAsync(street, "/api/v1/cases?limit=1&after=" + first.GetProperty("next").GetString())
        );

        Assert.Equal(["2"], Numbers(first));
        Assert.Equal(["1"], Numbers(second));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Post_AtomicWithOneBadRow_KeepsNothing()
    {
        using var caller = await _portal.CallerAsync(SampleData.District, Permissions.CasesWrite, Permissions.CasesRead);
        var answer = await ReadAsync(
            await PortalInstance.PostAsync(caller, "/api/v1/cases?atomic=true", $"[{Case("1", SampleData.Street)},{Case("2", "nowhere")}]")
        );

        Assert.Equal(0, answer.GetProperty("created").GetInt32());
        Assert.Empty(Numbers(await ReadAsync(await PortalInstance.GetAsync(caller, "/api/v1/cases"))));
    }

    [Theory]
    [InlineData("/api/v1/cases", "text/plain", "x", HttpStatusCode.UnsupportedMediaType, "contentType.unsupported")]
    [InlineData("/api/v1/cases", "application/json", "{\"a\"", HttpStatusCode.BadRequest, "json.malformed")]
    [InlineData("/api/v1/cases?atomc=true", "application/json", "[]", HttpStatusCode.BadRequest, "parameters.invalid")]
    [InlineData("/api/v1/appeals", "application/json", "[]", HttpStatusCode.Forbidden, "permission.denied")]
    [InlineData("/api/v1/units", "application/json", "[]", HttpStatusCode.MethodNotAllowed, "method.notAllowed")]
    public async Task Post_Refused_SaysWhyByACode(string address, string type, string body, HttpStatusCode status, string code)
    {
        using var caller = await _portal.CallerAsync(SampleData.District, Permissions.CasesWrite);
        using var answer = await PortalInstance.PostAsync(caller, address, body, type);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(code, (await ReadAsync(answer)).GetProperty("code").GetString());
        Assert.Contains(
            "frame-ancestors 'none'",
            Assert.Single(answer.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Get_WhereNothingIs_IsMissingAndNotClosed()
    {
        using var stranger = _portal.Browser();
        using var answer = await PortalInstance.GetAsync(stranger, "/api/v1/nothing");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("address.unknown", (await ReadAsync(answer)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Key_RevokedOrUnknownOrMissing_IsRefused()
    {
        using var caller = await _portal.CallerAsync(SampleData.District, Permissions.UnitsRead);
        Assert.Equal(HttpStatusCode.OK, (await PortalInstance.GetAsync(caller, "/api/v1/units")).StatusCode);
        var keys = _portal.Get<ApiKeyring>();
        var key = Assert.Single(await keys.ListAsync(Actor.System, TestContext.Current.CancellationToken));
        Assert.True(key.LastUsedAt >= key.CreatedAt);

        await keys.RevokeAsync(Actor.System, key.Id, TestContext.Current.CancellationToken);

        Assert.Equal(
            "key.invalid",
            (await ReadAsync(await PortalInstance.GetAsync(caller, "/api/v1/units"))).GetProperty("code").GetString()
        );
        using var stranger = _portal.Browser();
        Assert.Equal(
            "key.missing",
            (await ReadAsync(await PortalInstance.GetAsync(stranger, "/api/v1/units"))).GetProperty("code").GetString()
        );
    }

    [Fact]
    public async Task Metrics_AskedWrongly_NameEveryParameter()
    {
        using var caller = await _portal.CallerAsync(SampleData.Street, Permissions.MetricsRead);
        var answer = await ReadAsync(
            await PortalInstance.GetAsync(
                caller,
                $"/api/v1/metrics?unit={SampleData.OtherStreet}&from=2014-10&to=2014-01&metric=speed&by=moon&asOf=soon&colour=red"
            )
        );

        Assert.Equal(
            ["asOf", "by", "colour", "from", "metric", "unit"],
            answer.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("parameter").GetString()).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Metrics_AskedWithManyUnknownParameters_ListTheFirstHundredAndCountTheOthers()
    {
        using var caller = await _portal.CallerAsync(SampleData.Street, Permissions.MetricsRead);
        var answer = await ReadAsync(
            await PortalInstance.GetAsync(caller, "/api/v1/metrics?" + string.Join('&', Enumerable.Range(0, 150).Select(i => $"p{i}=1")))
        );

        // 150 unknown ones, and two that are missing.
        Assert.Equal((100, 52), (answer.GetProperty("errors").GetArrayLength(), answer.GetProperty("errorsOmitted").GetInt32()));
    }

    private static string Case(string number, string unit) =>
        $$"""
            {"source":"test","caseNo":"{{number}}","unitCode":"{{unit}}",
            "itemCode":"{{SampleData.Licence}}","acceptedAt":"2014-09-30T10:00:00"}
            """.ReplaceLineEndings("");

    private static async Task<JsonElement> PostAsync(HttpClient caller, string message) =>
        await ReadAsync(await PortalInstance.PostAsync(caller, "/api/v1/cases", message));

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<JsonElement>(await PortalInstance.TextAsync(answer));

    private static IEnumerable<string?> Numbers(JsonElement page) =>
        page.GetProperty("records").EnumerateArray().Select(r => r.GetProperty("caseNo").GetString());
}
