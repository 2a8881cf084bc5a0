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
        PortalUrls.Cards, // of single cards
        PortalUrls.ServicePoints, // and of single service points
        PortalUrls.Input,
        PortalUrls.ReportFiles,
        PortalUrls.ReportTemplateFiles,
        PortalUrls.RectificationEvidence,
        PortalUrls.ApiTasks,
        PortalUrls.Jobs,
        PortalUrls.Api,
        PortalUrls.ApiDocument,
        PortalUrls.ApiRoot,
    ];

    private static IEnumerable<string> Routes =>
        typeof(PortalUrls).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template);

    /// <summary>The framework throws for a text that is no number or id, and the whole page breaks; a page can say what is wrong.</summary>
    [Fact]
    public void Parameters_OfAddresses_AreTexts()
    {
        var wrong =
            from page in typeof(PortalUrls).Assembly.GetTypes()
            let places = page.GetCustomAttributes<RouteAttribute>().Select(r => r.Template).ToList()
            from property in page.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            where property.IsDefined(typeof(SupplyParameterFromQueryAttribute)) || places.Exists(place => HasPlace(place, property.Name))
            where property.PropertyType != typeof(string)
            select $"{page.Name}.{property.Name}";
        Assert.Empty(wrong);
    }

    private static bool HasPlace(string route, string name) =>
        route
            .Split('/')
            .Any(part =>
                part.StartsWith('{') && part.Trim('{', '}', '*', '?').Split(':')[0].Equals(name, StringComparison.OrdinalIgnoreCase)
            );

    private static IEnumerable<string> Urls =>
        typeof(PortalUrls).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);

    [Fact]
    public void Pages_AreListed() =>
        Assert.Empty(Routes.Select(r => r.Split("/{")[0]).Where(r => r.Length > 0).Except(Urls).Except(s_unlinked));

    [Fact]
    public void Listed_ArePages() => Assert.Empty(Urls.Except(Routes).Except(s_endpoints));
}
