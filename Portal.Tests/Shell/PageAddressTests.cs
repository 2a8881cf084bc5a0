using System.Reflection;
using Microsoft.AspNetCore.Components;
using Portal.Navigation;

namespace Portal.Tests.Shell;

/// <summary>An address stands twice: in the page, which needs a literal, and in <see cref="PortalUrls"/>, for links.</summary>
public sealed class PageAddressTests
{
    // Addresses that nobody links to, or that are answered by endpoints.
    private static readonly string[] s_unlinked = ["/account/denied", "/error", "/not-found"];
    private static readonly string[] s_endpoints =
    [
        PortalUrls.SignOut,
        PortalUrls.Items, // only pages of single items
        PortalUrls.Input,
        PortalUrls.ReportFiles,
        PortalUrls.ReportTemplateFiles,
        PortalUrls.Jobs,
        PortalUrls.Api,
        PortalUrls.ApiDocument,
        PortalUrls.ApiRoot,
    ];

    private static IEnumerable<string> Routes =>
        typeof(PortalUrls).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template);

    private static IEnumerable<string> Urls =>
        typeof(PortalUrls).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);

    [Fact]
    public void Pages_AreListed() =>
        Assert.Empty(Routes.Select(r => r.Split("/{")[0]).Where(r => r.Length > 0).Except(Urls).Except(s_unlinked));

    [Fact]
    public void Listed_ArePages() => Assert.Empty(Urls.Except(Routes).Except(s_endpoints));
}
