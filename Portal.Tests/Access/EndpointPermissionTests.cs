using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Portal.Domain.Access;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

[Needs(Resource.Database)]
public sealed class EndpointPermissionTests
{
    /// <summary>The list of everything that is open without signing in.</summary>
    private static readonly string[] s_anonymous =
    [
        "/account/login",
        "/account/first",
        "/account/culture",
        "/health/live",
        "/health/ready",
        "/not-found",
        "/error",
        "/demonstration",
        "/demonstration/progress",
        "/api/scalar.js",
        "/api/scalar.aspnetcore.js",
        "/api/favicon.svg", // assets
    ];

    /// <summary>Endpoints for every signed-in user, whatever their role.</summary>
    private static readonly string[] s_signedIn =
    [
        "/",
        "/account",
        "/account/denied",
        "/too-many-pages",
        "/account/logout",
        "/api",
        "/openapi",
        "/_blazor",
        "/_framework/opaque-redirect",
    ];

    [Fact]
    public async Task Endpoint_WithoutNamedPermission_DoesNotExist()
    {
        await using var portal = await PortalInstance.StartAsync();
        var endpoints = portal.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => !IsAsset(e)).ToList();

        Assert.Contains(endpoints, e => Path(e) == "/api/v1/cases");
        Assert.Empty(endpoints.Where(e => !IsCovered(e)).Select(Path));
    }

    [Fact]
    public void Page_WithoutNamedPermission_DoesNotExist()
    {
        var pages = typeof(PortalApp).Assembly.GetTypes().Where(t => t.IsDefined(typeof(RouteAttribute), false)).ToList();

        Assert.NotEmpty(pages);
        Assert.Empty(
            pages
                .Where(p => !p.IsDefined(typeof(AuthorizeAttribute), true) && !p.IsDefined(typeof(AllowAnonymousAttribute), true))
                .Select(p => p.Name)
        );
    }

    private static bool IsCovered(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return s_anonymous.Contains(Path(endpoint));
        var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).ToList();
        return policies.Exists(p => p is not null && Permissions.All.Contains(p))
            || (
                policies.Contains("signed-in")
                && Array.Exists(
                    s_signedIn,
                    path => Path(endpoint) == path || (path.Length > 1 && Path(endpoint).StartsWith(path + "/", StringComparison.Ordinal))
                )
            );
    }

    // Files of the build; in Development also addresses that only look like files, which the fallback policy closes.
    private static bool IsAsset(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText == "{**path:file}"
        || endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;

    private static string Path(RouteEndpoint endpoint) => "/" + (endpoint.RoutePattern.RawText ?? "").Trim('/');
}
