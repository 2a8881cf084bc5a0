using Microsoft.AspNetCore.Components;
using Portal.Tests.Architecture;

namespace Portal.Tests.Browser;

/// <summary>All pages, from the portal's own routes.</summary>
internal static class PortalPages
{
    public const string Office = "office";

    /// <summary>The demonstration's accounts, one of each role (and the clerk of a street beside that of a community).</summary>
    public static readonly string[] Accounts = ["leader", Office, "street", "head", "community", "admin"];

    /// <summary>Third-party pages that the portal serves: their requests are checked, but not their markup.</summary>
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
