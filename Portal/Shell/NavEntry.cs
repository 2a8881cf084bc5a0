using Portal.Access;
using Portal.Domain.Access;

namespace Portal.Shell;

/// <summary>A place the menu leads to.</summary>
/// <param name="Group">The heading it stands under: look, work or keep.</param>
/// <param name="Name">Its key among the texts, after <c>nav.</c>.</param>
/// <param name="Permission">Who lacks it does not see the entry; the page checks again.</param>
/// <param name="Elsewhere">Not a page of the circuit: the browser goes there itself.</param>
public sealed record NavEntry(string Group, string Name, string Address, string Permission, bool Elsewhere = false)
{
    /// <summary>In the order of the menu.</summary>
    public static IReadOnlyList<NavEntry> All { get; } =
    [
        new("look", "live", PortalUrls.Live, Permissions.MetricsRead),
        new("work", "figures", PortalUrls.Figures, Permissions.FiguresRead),
        new("work", "approvals", PortalUrls.Approvals, Permissions.FiguresApprove),
        new("work", "reconciliation", PortalUrls.Reconciliation, Permissions.FiguresRead),
        new("work", "reports", PortalUrls.Reports, Permissions.ReportsRead),
        new("work", "import", PortalUrls.Import, Permissions.ImportsRun),
        new("keep", "forms", PortalUrls.Forms, Permissions.FormsManage),
        new("keep", "users", PortalUrls.Users, Permissions.UsersManage),
        new("keep", "keys", PortalUrls.Keys, Permissions.KeysManage),
        new("keep", "jobs", PortalUrls.Jobs, Permissions.JobsManage, Elsewhere: true),
        new("keep", "api", PortalUrls.Api, PermissionPolicies.SignedIn, Elsewhere: true),
        new("keep", "replay", PortalUrls.Replay, Permissions.DemonstrationRun),
    ];
}
