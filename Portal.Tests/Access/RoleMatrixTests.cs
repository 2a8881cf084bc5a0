using System.Net;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Portal.Domain.Access;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>Which roles may open which page and endpoint, over HTTP, for all there are.</summary>
[Needs(Resource.Database)]
public sealed class RoleMatrixTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    private const string Anybody = "Leader EfficiencyOffice Clerk Administrator UnitHead stranger";
    private const string SignedIn = "Leader EfficiencyOffice Clerk Administrator UnitHead";
    private const string Importers = "EfficiencyOffice Administrator";
    private const string Administrators = "Administrator";

    /// <summary>For a grant over all units, which nobody of the street has: <see cref="WholePortalTests"/>.</summary>
    private const string ForAllUnits = "";

    /// <summary>For keys alone, not for users: <see cref="KeyMatrixTests"/>.</summary>
    private const string Keys = "";

    /// <summary>All endpoints with the roles that may use them.</summary>
    private static readonly Dictionary<string, string> s_table = new(StringComparer.Ordinal)
    {
        ["PAGE /"] = SignedIn,
        ["PAGE /live"] = SignedIn,
        ["PAGE /live/{MetricWord}"] = SignedIn,
        ["PAGE /cases"] = SignedIn,
        ["PAGE /cases/parts"] = SignedIn,
        ["PAGE /appeals/parts"] = SignedIn,
        ["PAGE /appeals"] = SignedIn,
        ["PAGE /appeals/ranking"] = SignedIn,
        ["PAGE /cases/{Source}/{CaseNo}"] = SignedIn,
        ["PAGE /appeals/{Source}/{CaseNo}"] = SignedIn,
        ["PAGE /items/{Code}"] = SignedIn,
        ["GET /cases/export"] = SignedIn,
        ["GET /appeals/export"] = SignedIn,
        ["PAGE /figures"] = SignedIn,
        ["PAGE /figures/{FormCode}/{UnitCode}/{MonthText}"] = SignedIn,
        ["PAGE /figures/forms"] = "EfficiencyOffice",
        ["PAGE /figures/forms/{FormCode}"] = "EfficiencyOffice",
        ["GET /figures/{form}/{unit}/{month}/template.xlsx"] = SignedIn,
        ["POST /figures/{form}/{unit}/{month}/template.xlsx"] = "EfficiencyOffice Clerk",
        ["PAGE /approvals"] = "EfficiencyOffice Clerk",
        ["PAGE /campaigns"] = SignedIn,
        ["PAGE /campaigns/new"] = "EfficiencyOffice",
        ["PAGE /campaigns/{Number}"] = SignedIn,
        ["PAGE /standards"] = SignedIn,
        ["PAGE /standards/points/{Code}"] = SignedIn,
        ["PAGE /standards/checklists"] = SignedIn,
        ["PAGE /organisation"] = SignedIn,
        ["PAGE /organisation/{Code}"] = SignedIn,
        ["PAGE /tasks"] = SignedIn,
        ["PAGE /supervision"] = SignedIn,
        ["PAGE /supervision/cards/{Number}"] = SignedIn,
        ["PAGE /supervision/rules"] = SignedIn,
        ["PAGE /supervision/hours"] = SignedIn,
        ["PAGE /rectifications"] = SignedIn,
        ["PAGE /rectifications/order"] = "EfficiencyOffice",
        ["PAGE /rectifications/{Number}"] = SignedIn,
        ["GET /rectifications/evidence/{id:long}"] = SignedIn,
        ["POST /rectifications/evidence"] = "Clerk UnitHead",
        ["PAGE /reviews"] = SignedIn,
        ["PAGE /reviews/{Number}"] = SignedIn,
        ["PAGE /reports"] = SignedIn,
        ["PAGE /reports/difference"] = SignedIn,
        ["GET /reports/files"] = SignedIn,
        ["PAGE /reports/subscriptions"] = SignedIn,
        ["PAGE /reports/tables"] = SignedIn,
        ["PAGE /reports/tables/{Code}"] = SignedIn,
        ["PAGE /reports/templates"] = SignedIn,
        ["GET /reports/templates/file"] = SignedIn,
        ["POST /reports/templates/file"] = "EfficiencyOffice",
        ["PAGE /entry"] = "EfficiencyOffice Clerk",
        ["PAGE /import"] = Importers,
        ["POST /import/upload"] = Importers,
        ["GET /import/{id:guid}/rejected.csv"] = Importers,
        ["PAGE /admin/reference"] = Importers,
        ["GET /admin/reference/file"] = Importers,
        ["PAGE /admin/users"] = Administrators,
        ["PAGE /admin/keys"] = Administrators,
        ["PAGE /admin/sources"] = Importers,
        ["PAGE /admin/webhooks"] = Importers,
        ["PAGE /admin/webhooks/{Number}"] = Importers,
        ["PAGE /admin/health"] = Importers,
        ["ANY /admin/jobs/{**path}"] = ForAllUnits,
        ["PAGE /admin/replay"] = ForAllUnits,
        ["PAGE /account"] = SignedIn,
        ["PAGE /account/password"] = SignedIn,
        ["PAGE /account/denied"] = SignedIn,
        ["PAGE /too-many-pages"] = SignedIn,
        ["POST /account/logout"] = SignedIn,
        ["POST /account/input"] = SignedIn,
        ["PAGE /account/login"] = Anybody,
        ["PAGE /account/first"] = Anybody,
        ["GET /account/culture"] = Anybody,
        ["PAGE /demonstration"] = Anybody,
        ["GET /demonstration/progress"] = Anybody,
        ["PAGE /error"] = Anybody,
        ["PAGE /not-found"] = Anybody,
        ["ANY /health/live"] = Anybody,
        ["ANY /health/ready"] = Anybody,
        ["GET /openapi/{documentName}.json"] = SignedIn,
        ["GET /api/{documentName?}"] = SignedIn,
        ["GET /api/scalar.js"] = Anybody,
        ["GET /api/scalar.aspnetcore.js"] = Anybody,
        ["GET /api/favicon.svg"] = Anybody,
        ["GET /_framework/opaque-redirect"] = SignedIn,
        ["ANY /_blazor"] = SignedIn,
        ["ANY /_blazor/negotiate"] = SignedIn,
        ["ANY /_blazor/disconnect"] = SignedIn,
        ["ANY /_blazor/initializers"] = SignedIn,
        ["PAGE /figures/reconciliation"] = SignedIn,
        ["GET /api/v1/figures"] = Keys,
        ["GET /api/v1/figures/forms"] = Keys,
        ["GET /api/v1/figures/{form}/{unit}/{month}"] = Keys,
        ["PUT /api/v1/figures/{form}/{unit}/{month}"] = Keys,
        ["GET /api/v1/reports"] = Keys,
        ["GET /api/v1/reports/monthly"] = Keys,
        ["GET /api/v1/reports/difference"] = Keys,
        ["GET /api/v1/cases"] = Keys,
        ["POST /api/v1/cases"] = Keys,
        ["GET /api/v1/appeals"] = Keys,
        ["POST /api/v1/appeals"] = Keys,
        ["GET /api/v1/units"] = Keys,
        ["GET /api/v1/items"] = Keys,
        ["GET /api/v1/metrics"] = Keys,
        ["GET /api/v1/campaigns"] = Keys,
        ["GET /api/v1/campaigns/{id:int}"] = Keys,
        ["GET /api/v1/campaigns/{id:int}/items"] = Keys,
        ["POST /api/v1/campaigns/{id:int}/items/{item:long}/report"] = Keys,
        ["GET /api/v1/standards"] = Keys,
        ["GET /api/v1/cards"] = Keys,
        ["POST /api/v1/cards/{id:long}/acknowledgement"] = Keys,
        ["POST /api/v1/cards/{id:long}/answer"] = Keys,
        ["POST /api/v1/cards/{id:long}/objection"] = Keys,
        ["GET /api/v1/reviews"] = Keys,
        ["GET /api/v1/reviews/{id:long}"] = Keys,
        ["GET /api/v1/tasks"] = Keys,
        ["GET /api/v1/tasks/{id}"] = Keys,
        ["GET /api/v1/tasks/{id}/evidence/{file:long}"] = Keys,
        ["POST /api/v1/tasks/{id}/evidence"] = Keys,
        ["POST /api/v1/tasks/{id}/submission"] = Keys,
    };

    public static TheoryData<string> People => [.. Anybody.Split(' ')];

    [Fact]
    public void Endpoint_WithoutARowInTheTable_DoesNotExist()
    {
        var present = Endpoints().Select(NameOf).ToHashSet(StringComparer.Ordinal);

        Assert.Equal("", string.Join('\n', present.Except(s_table.Keys)));
        Assert.Equal("", string.Join('\n', s_table.Keys.Except(present)));
    }

    [Theory, MemberData(nameof(People))]
    public async Task Endpoint_OpenedBySomebody_IsAllowedOrRefusedAsTheTableSays(string person)
    {
        var browser = Enum.TryParse<Role>(person, out var role) ? world.As(role) : world.Stranger;
        var wrong = new List<string>();
        foreach (var (endpoint, who) in s_table)
        {
            var allowed = await IsAllowedAsync(browser, endpoint);
            if (allowed != who.Split(' ').Contains(person))
                wrong.Add($"{person}: {endpoint} was {(allowed ? "allowed" : "refused")}");
        }

        Assert.Equal("", string.Join('\n', wrong));
    }

    /// <summary>The claims of a role match its row in the table, so the matrix above tests permissions and not names.</summary>
    [Fact]
    public void Role_HoldsTheNamedPermissionsAlone()
    {
        Assert.Equal([], Enum.GetValues<Role>().SelectMany(RolePermissions.Of).Except(Permissions.All));
        Assert.False(RolePermissions.Of(Role.Leader).Overlaps(Permissions.All.Where(p => p.EndsWith(":write", StringComparison.Ordinal))));
        Assert.DoesNotContain(Permissions.CasesWrite, RolePermissions.Of(Role.Administrator).AsEnumerable());
        Assert.Equal(
            [Role.Administrator],
            Enum.GetValues<Role>()
                .Where(r => RolePermissions.Of(r).Overlaps([Permissions.UsersManage, Permissions.KeysManage, Permissions.JobsManage]))
        );
    }

    private static async Task<bool> IsAllowedAsync(HttpClient browser, string endpoint)
    {
        var (method, path) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
        // Signing out is called without its token: the error about the token proves that the call was let in.
        using var request = new HttpRequestMessage(method == "POST" ? HttpMethod.Post : HttpMethod.Get, Filled(path));
        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            && (answer.Headers.Location is not { } to || !to.OriginalString.Contains("returnUrl=", StringComparison.OrdinalIgnoreCase));
    }

    private static string Filled(string path) =>
        path.Replace("{MetricWord}", "onTheSpotRatio", StringComparison.Ordinal)
            .Replace("{id:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
            .Replace("{id:long}", "1", StringComparison.Ordinal)
            .Replace("{id:int}", "1", StringComparison.Ordinal)
            .Replace("{item:long}", "1", StringComparison.Ordinal)
            .Replace("{file:long}", "1", StringComparison.Ordinal)
            .Replace("{documentName}", "v1", StringComparison.Ordinal)
            .Replace("{documentName?}", "", StringComparison.Ordinal)
            .Replace("{**path}", "", StringComparison.Ordinal);

    private IEnumerable<RouteEndpoint> Endpoints() =>
        world
            .Portal.Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText != "{**path:file}" && e.Metadata.GetMetadata<StaticAssetDescriptor>() is null);

    private static string NameOf(RouteEndpoint endpoint)
    {
        var method =
            endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null ? "PAGE"
            : endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is { HttpMethods: [var only] } ? only
            : "ANY";
        return $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}";
    }
}
