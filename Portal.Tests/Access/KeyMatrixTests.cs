using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Portal.Domain.Access;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>A key opens only endpoints of its permissions, and only for its unit and those below.</summary>
[Needs(Resource.Database)]
public sealed class KeyMatrixTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    private static readonly Dictionary<string, string> s_table = new(StringComparer.Ordinal)
    {
        ["GET /api/v1/cases"] = Permissions.CasesRead,
        ["POST /api/v1/cases"] = Permissions.CasesWrite,
        ["GET /api/v1/appeals"] = Permissions.AppealsRead,
        ["POST /api/v1/appeals"] = Permissions.AppealsWrite,
        ["GET /api/v1/units"] = Permissions.UnitsRead,
        ["GET /api/v1/items"] = Permissions.ItemsRead,
        ["GET /api/v1/metrics"] = Permissions.MetricsRead,
        ["GET /api/v1/figures"] = Permissions.FiguresRead,
        ["GET /api/v1/figures/forms"] = Permissions.FiguresRead,
        ["GET /api/v1/figures/{form}/{unit}/{month}"] = Permissions.FiguresRead,
        ["PUT /api/v1/figures/{form}/{unit}/{month}"] = Permissions.FiguresWrite,
        ["GET /api/v1/campaigns"] = Permissions.CampaignsRead,
        ["GET /api/v1/campaigns/{id:int}"] = Permissions.CampaignsRead,
        ["GET /api/v1/campaigns/{id:int}/items"] = Permissions.CampaignsRead,
        ["POST /api/v1/campaigns/{id:int}/items/{item:long}/report"] = Permissions.CampaignsWrite,
        ["GET /api/v1/standards"] = Permissions.StandardsRead,
        ["GET /api/v1/cards"] = Permissions.CardsRead,
        ["POST /api/v1/cards/{id:long}/acknowledgement"] = Permissions.CardsWrite,
        ["POST /api/v1/cards/{id:long}/answer"] = Permissions.CardsWrite,
        ["POST /api/v1/cards/{id:long}/objection"] = Permissions.CardsWrite,
        ["GET /api/v1/reviews"] = Permissions.TasksRead,
        ["GET /api/v1/reviews/{id:long}"] = Permissions.TasksRead,
        ["GET /api/v1/tasks"] = Permissions.TasksRead,
        ["GET /api/v1/tasks/{id}"] = Permissions.TasksRead,
        ["GET /api/v1/tasks/{id}/evidence/{file:long}"] = Permissions.TasksRead,
        ["POST /api/v1/tasks/{id}/evidence"] = Permissions.TasksWrite,
        ["POST /api/v1/tasks/{id}/submission"] = Permissions.TasksWrite,
        ["GET /api/v1/reports"] = Permissions.ReportsRead,
        ["GET /api/v1/reports/monthly"] = Permissions.ReportsRead,
        ["GET /api/v1/reports/difference"] = Permissions.ReportsRead,
    };

    public static TheoryData<string> Held => [.. Permissions.ForKeys];

    public static TheoryData<string, bool> Asked =>
        new(AccessWorld.Units.Select(u => (u, AccessWorld.Own.Contains(u))).Append(("nowhere", false)));

    [Fact]
    public void Endpoint_WithoutARowInTheTable_DoesNotExist()
    {
        var present = world
            .Portal.Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.Contains("api/v1/", StringComparison.Ordinal))
            .SelectMany(e =>
                e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(m => $"{m} /{e.RoutePattern.RawText!.Trim('/')}")
            );

        Assert.Equal(s_table.Keys.Order(StringComparer.Ordinal), present.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Held))]
    public async Task Key_WithOnePermission_OpensItsEndpointsAlone(string permission)
    {
        using var caller = await world.Portal.CallerAsync(SampleData.Street, permission);
        var open = new List<string>();
        foreach (var endpoint in s_table.Keys)
        {
            if (await StatusAsync(caller, endpoint) != HttpStatusCode.Forbidden)
                open.Add(endpoint);
        }

        Assert.Equal(s_table.Where(e => e.Value == permission).Select(e => e.Key), open);
    }

    [Theory]
    [InlineData(Permissions.UsersManage)]
    [InlineData(Permissions.ImportsRun)]
    [InlineData("everything")]
    public async Task Key_WithAPermissionOfPeople_CannotBeMade(string permission) =>
        await Assert.ThrowsAsync<ArgumentException>(() => world.Portal.CallerAsync(SampleData.Street, permission));

    [Fact]
    public async Task Key_OnAPage_OpensNothing()
    {
        using var caller = await world.Portal.CallerAsync(SampleData.District, [.. Permissions.ForKeys]);
        foreach (var page in (string[])["/live", "/import", "/admin/users", "/admin/keys", "/admin/jobs"])
        {
            using var answer = await PortalInstance.GetAsync(caller, page);
            Assert.StartsWith("/account/login", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Asked))]
    public async Task Key_AskingForAUnit_IsAnsweredForItsOwnAndThoseBelow(string unit, bool allowed)
    {
        using var caller = await world.Portal.CallerAsync(
            SampleData.Street,
            Permissions.CasesRead,
            Permissions.AppealsRead,
            Permissions.TasksRead,
            Permissions.MetricsRead
        );
        foreach (
            var address in (string[])
                [
                    "/api/v1/cases?",
                    "/api/v1/appeals?",
                    "/api/v1/tasks?",
                    "/api/v1/metrics?from=2014-01&to=2014-10&by=unit&",
                    "/api/v1/metrics?from=2014-01&to=2014-10&asOf=2014-10-31&",
                ]
        )
        {
            using var answer = await PortalInstance.GetAsync(caller, address + "unit=" + unit);
            Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
            if (!allowed)
                Assert.Contains("\"unit.unknown\"", await PortalInstance.TextAsync(answer), StringComparison.Ordinal);
        }
    }

    /// <summary>Calls without a unit have no number, code or name of a sibling or of a unit above either.</summary>
    [Theory]
    [InlineData("/api/v1/cases?limit=1000")]
    [InlineData("/api/v1/cases?source=test&item=L-20-6")]
    [InlineData("/api/v1/appeals?limit=1000")]
    [InlineData("/api/v1/units")]
    [InlineData("/api/v1/metrics?from=2014-01&to=2014-10")]
    [InlineData("/api/v1/metrics?from=2014-01&to=2014-10&by=unit")]
    [InlineData("/api/v1/metrics?from=2014-01&to=2014-10&by=unit&structure=today")]
    [InlineData("/api/v1/metrics?from=2014-01&to=2014-10&by=unit&asOf=2014-10-31")]
    [InlineData("/api/v1/metrics?from=2014-01&to=2014-10&by=unit&stream=appeals")]
    [InlineData("/api/v1/metrics?from=2014-01&to=2014-10&by=month&basis=closed")]
    public async Task Answer_ToAStreet_HoldsNothingOfOthers(string address)
    {
        using var caller = await world.Portal.CallerAsync(SampleData.Street, [.. Permissions.ForKeys]);
        var text = await PortalInstance.TextAsync(await PortalInstance.GetAsync(caller, address));

        Assert.Contains(SampleData.Street, text, StringComparison.Ordinal);
        foreach (
            var leak in (string[])
                [
                    SampleData.OtherStreet,
                    SampleData.OtherCommunity,
                    "后洲",
                    "三通",
                    "台江区",
                    "case-" + SampleData.District + "\"",
                    "appeal-" + SampleData.District + "\"",
                ]
        )
        {
            Assert.DoesNotContain(leak, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Figures_OfAStreet_CountItsOwnRecordsAndThoseBelow()
    {
        using var street = await world.Portal.CallerAsync(SampleData.Street, Permissions.MetricsRead);
        using var community = await world.Portal.CallerAsync(SampleData.Community, Permissions.MetricsRead);
        using var district = await world.Portal.CallerAsync(SampleData.District, Permissions.MetricsRead);

        Assert.Equal([8m, 3m, 1m], [await AcceptedAsync(district), await AcceptedAsync(street), await AcceptedAsync(community)]);
    }

    [Fact]
    public async Task Records_SentForManyUnitsAtOnce_AreTakenOneByOneByTheirUnit()
    {
        await using var portal = await PortalInstance.StartAsync();
        using var caller = await portal.CallerAsync(SampleData.Street, Permissions.CasesWrite);
        var rows = AccessWorld.Units.Select(u =>
            $$"""{"source":"s","caseNo":"{{u}}","unitCode":"{{u}}","itemCode":"U","acceptedAt":"2014-09-30"}"""
        );
        var answer = JsonSerializer.Deserialize<JsonElement>(
            await PortalInstance.TextAsync(await PortalInstance.PostAsync(caller, "/api/v1/cases", $"[{string.Join(',', rows)}]"))
        );

        Assert.Equal((3, 5), (answer.GetProperty("created").GetInt32(), answer.GetProperty("rejected").GetInt32()));
        Assert.All(answer.GetProperty("errors").EnumerateArray(), e => Assert.Equal("unit.unknown", e.GetProperty("code").GetString()));
    }

    /// <summary>A record of another unit cannot be taken over by sending it again under the own unit.</summary>
    [Theory]
    [InlineData(SampleData.Street)]
    [InlineData(SampleData.Community)]
    public async Task Record_OfASibling_SentAgainForOnesOwnUnit_IsRejected(string own)
    {
        await using var portal = await PortalInstance.StartAsync();
        using var theirs = await portal.CallerAsync(SampleData.OtherStreet, Permissions.CasesWrite, Permissions.CasesRead);
        using var ours = await portal.CallerAsync(SampleData.Street, Permissions.CasesWrite, Permissions.CasesRead);
        (await PortalInstance.PostAsync(theirs, "/api/v1/cases", Row(SampleData.OtherStreet))).EnsureSuccessStatusCode().Dispose();

        var answer = await PortalInstance.TextAsync(await PortalInstance.PostAsync(ours, "/api/v1/cases", Row(own)));

        Assert.Contains("\"rejected\":1", answer, StringComparison.Ordinal);
        Assert.Contains(
            "\"caseNo\":\"1\"",
            await PortalInstance.TextAsync(await PortalInstance.GetAsync(theirs, "/api/v1/cases")),
            StringComparison.Ordinal
        );

        static string Row(string unit) =>
            $$"""[{"source":"s","caseNo":"1","unitCode":"{{unit}}","itemCode":"U","acceptedAt":"2014-09-30"}]""";
    }

    private static async Task<decimal> AcceptedAsync(HttpClient caller)
    {
        var rows = JsonSerializer.Deserialize<JsonElement>(
            await PortalInstance.TextAsync(
                await PortalInstance.GetAsync(caller, "/api/v1/metrics?from=2014-01&to=2014-10&metric=completionRatio")
            )
        );
        return Assert.Single(rows.EnumerateArray()).GetProperty("denominator").GetDecimal();
    }

    private static string Filled(string path) =>
        path.Replace("{id:long}", "1", StringComparison.Ordinal)
            .Replace("{id:int}", "1", StringComparison.Ordinal)
            .Replace("{item:long}", "1", StringComparison.Ordinal)
            .Replace("{file:long}", "1", StringComparison.Ordinal);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient caller, string endpoint)
    {
        var (method, path) = (new HttpMethod(endpoint.Split(' ')[0]), endpoint.Split(' ')[1]);
        using var request = new HttpRequestMessage(method, Filled(path));
        using var answer = await caller.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
