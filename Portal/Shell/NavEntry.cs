using MudBlazor;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Navigation;

namespace Portal.Shell;

/// <summary>An entry of the menu.</summary>
/// <param name="Group">Its heading: look, work, supervise or keep.</param>
/// <param name="Name">The key of its text, after <c>nav.</c>.</param>
/// <param name="Icon">Before its name, and alone in a narrow rail.</param>
/// <param name="Permission">Users without it do not see the entry; the page checks again.</param>
/// <param name="Elsewhere">Not a page of the circuit: the browser loads it.</param>
public sealed record NavEntry(string Group, string Name, string Address, string Icon, string Permission, bool Elsewhere = false)
{
    /// <summary>In the order of the menu.</summary>
    public static IReadOnlyList<NavEntry> All { get; } =
    [
        new("look", "live", PortalUrls.Live, Icons.Material.Outlined.ShowChart, Permissions.MetricsRead),
        new("look", "cases", PortalUrls.Cases, Icons.Material.Outlined.Assignment, Permissions.CasesRead),
        new("look", "appeals", PortalUrls.Appeals, Icons.Material.Outlined.Forum, Permissions.AppealsRead),
        new("work", "entry", PortalUrls.Entry, Icons.Material.Outlined.EditNote, Permissions.CasesWrite),
        new("work", "figures", PortalUrls.Figures, Icons.Material.Outlined.GridOn, Permissions.FiguresRead),
        new("work", "approvals", PortalUrls.Approvals, Icons.Material.Outlined.TaskAlt, Permissions.FiguresApprove),
        new("work", "reconciliation", PortalUrls.Reconciliation, Icons.Material.Outlined.CompareArrows, Permissions.FiguresRead),
        new("work", "reports", PortalUrls.Reports, Icons.Material.Outlined.Description, Permissions.ReportsRead),
        new("work", "import", PortalUrls.Import, Icons.Material.Outlined.UploadFile, Permissions.ImportsRun),
        new("supervise", "tasks", PortalUrls.Tasks, Icons.Material.Outlined.Checklist, Permissions.TasksRead),
        new("supervise", "supervision", PortalUrls.Supervision, Icons.Material.Outlined.NotificationImportant, Permissions.CardsRead),
        new("supervise", "rectifications", PortalUrls.Rectifications, Icons.Material.Outlined.Construction, Permissions.TasksRead),
        new("supervise", "reviews", PortalUrls.Reviews, Icons.Material.Outlined.ThumbDown, Permissions.TasksRead),
        new("supervise", "campaigns", PortalUrls.Campaigns, Icons.Material.Outlined.Flag, Permissions.CampaignsRead),
        new("supervise", "standards", PortalUrls.Standards, Icons.Material.Outlined.Verified, Permissions.StandardsRead),
        new("supervise", "organisation", PortalUrls.Organisation, Icons.Material.Outlined.Groups, Permissions.UnitsRead),
        new("keep", "forms", PortalUrls.Forms, Icons.Material.Outlined.ListAlt, Permissions.FormsManage),
        new("keep", "reference", PortalUrls.Reference, Icons.Material.Outlined.AccountTree, Permissions.ImportsRun),
        new("keep", "users", PortalUrls.Users, Icons.Material.Outlined.People, Permissions.UsersManage),
        new("keep", "keys", PortalUrls.Keys, Icons.Material.Outlined.VpnKey, Permissions.KeysManage),
        new("keep", "sources", PortalUrls.Sources, Icons.Material.Outlined.Sensors, Permissions.SourcesManage),
        new("keep", "webhooks", PortalUrls.Webhooks, Icons.Material.Outlined.Webhook, Permissions.WebhooksManage),
        new("keep", "health", PortalUrls.Health, Icons.Material.Outlined.MonitorHeart, Permissions.AuditRead),
        new("keep", "jobs", PortalUrls.Jobs, Icons.Material.Outlined.Schedule, Permissions.JobsManage, Elsewhere: true),
        new("keep", "api", PortalUrls.Api, Icons.Material.Outlined.Code, PermissionPolicies.SignedIn, Elsewhere: true),
        new("keep", "replay", PortalUrls.Replay, Icons.Material.Outlined.Replay, Permissions.DemonstrationRun),
    ];

    /// <summary>Whether the address is the entry's, or one below it.</summary>
    public bool LeadsTo(string address) =>
        address.StartsWith(Address, StringComparison.OrdinalIgnoreCase)
        && (address.Length == Address.Length || address[Address.Length] is '/' or '?' or '#');

    /// <summary>Of two entries that lead to an address, the longer one matches.</summary>
    public bool IsNearestTo(string address) => !All.Any(other => other.Address.Length > Address.Length && other.LeadsTo(address));
}
