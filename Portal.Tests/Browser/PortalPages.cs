using Microsoft.AspNetCore.Components;
using Portal.Tests.Architecture;

namespace Portal.Tests.Browser;

/// <summary>The pages there are, as the portal's own routes tell.</summary>
internal static class PortalPages
{
    /// <summary>The demonstration's accounts, one of each role (and the clerk of a street beside that of a community).</summary>
    public static readonly string[] Accounts = ["leader", "office", "street", "community", "admin"];

    /// <summary>Pages of others that are served by the portal: what they ask for is looked at, how they are built is not ours.</summary>
    public static readonly string[] OfOthers = ["/admin/jobs", "/api"];

    /// <summary>Every address of a page that needs no value in it.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Features
            .Web.GetTypes()
            .SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Cast<RouteAttribute>())
            .Select(route => route.Template)
            .Where(template => !template.Contains('{', StringComparison.Ordinal))
            .Concat(OfOthers)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}
