using System.Collections.Frozen;

namespace Portal.Domain.Access;

/// <summary>Every permission there is. Pages and endpoints name one; roles and API keys hold sets of them.</summary>
public static class Permissions
{
    public const string UnitsRead = "units:read";
    public const string UnitsWrite = "units:write";
    public const string ItemsRead = "items:read";
    public const string ItemsWrite = "items:write";
    public const string CasesRead = "cases:read";
    public const string CasesWrite = "cases:write";
    public const string AppealsRead = "appeals:read";
    public const string AppealsWrite = "appeals:write";
    public const string MetricsRead = "metrics:read";
    public const string MetricsWrite = "metrics:write";
    public const string FiguresRead = "figures:read";
    public const string FiguresWrite = "figures:write";
    public const string ReportsRead = "reports:read";
    public const string ReportsWrite = "reports:write";

    public const string CardsRead = "cards:read";

    /// <summary>Acknowledge, answer and contest the cards of one's units.</summary>
    public const string CardsWrite = "cards:write";

    /// <summary>Decide on answers and objections, and withdraw cards.</summary>
    public const string CardsDecide = "cards:decide";

    /// <summary>See what units were ordered to do, such as rectification orders, with the evidence.</summary>
    public const string TasksRead = "tasks:read";

    /// <summary>Add evidence, and submit for one's units what they were ordered to do.</summary>
    public const string TasksWrite = "tasks:write";

    /// <summary>Order units to mend something, decide on what they submit, and withdraw orders.</summary>
    public const string TasksDecide = "tasks:decide";

    /// <summary>Change the rules by which cards are issued.</summary>
    public const string RulesManage = "rules:manage";

    public const string CampaignsRead = "campaigns:read";

    /// <summary>Report the items of one's units in campaigns.</summary>
    public const string CampaignsWrite = "campaigns:write";

    /// <summary>Order campaigns, decide on reports, and end them.</summary>
    public const string CampaignsManage = "campaigns:manage";

    public const string StandardsRead = "standards:read";

    /// <summary>
    /// Enter inspections of service points, plans and notes about stationing; for all units also the standards themselves.
    /// </summary>
    public const string StandardsWrite = "standards:write";

    /// <summary>Upload files and keep import profiles; the permissions above and the scope limit what the rows may write.</summary>
    public const string ImportsRun = "imports:run";

    /// <summary>Edit forms, and decide whether a unit's figures come from records or from reports.</summary>
    public const string FormsManage = "forms:manage";

    /// <summary>Approve and return monthly figures of the units below one's own; the district's office also those of the streets.</summary>
    public const string FiguresApprove = "figures:approve";

    /// <summary>Change the table of working days.</summary>
    public const string CalendarManage = "calendar:manage";

    /// <summary>Start and stop the demonstration's replay; without effect where there is no demonstration.</summary>
    public const string DemonstrationRun = "demonstration:run";

    /// <summary>See and start jobs.</summary>
    public const string JobsManage = "jobs:manage";

    public const string UsersManage = "users:manage";

    /// <summary>Create and revoke API keys.</summary>
    public const string KeysManage = "keys:manage";

    /// <summary>See who holds the names of sources, and assign them to other units.</summary>
    public const string SourcesManage = "sources:manage";

    /// <summary>Make, change and end webhook subscriptions, and have deliveries sent again.</summary>
    public const string WebhooksManage = "webhooks:manage";

    /// <summary>See the health of the portal, and how many records are doubtful.</summary>
    public const string AuditRead = "audit:read";

    /// <summary>The permissions that an API key may hold: reads and writes of other systems, no administration of this one.</summary>
    public static readonly FrozenSet<string> ForKeys =
    [
        UnitsRead,
        UnitsWrite,
        ItemsRead,
        ItemsWrite,
        CasesRead,
        CasesWrite,
        AppealsRead,
        AppealsWrite,
        MetricsRead,
        MetricsWrite,
        FiguresRead,
        FiguresWrite,
        ReportsRead,
        ReportsWrite,
        CardsRead,
        CardsWrite,
        CampaignsRead,
        CampaignsWrite,
        StandardsRead,
        StandardsWrite,
        TasksRead,
        TasksWrite,
    ];

    /// <summary>Whether the permission changes nothing that is kept.</summary>
    public static bool OnlyReads(string permission) =>
        permission.EndsWith(":read", StringComparison.Ordinal) || permission == DemonstrationRun;

    /// <summary>
    /// The permissions for what belongs to no single unit. They need a grant that covers every unit: a street's administrator has none.
    /// </summary>
    public static readonly FrozenSet<string> ForAllUnits = [CalendarManage, DemonstrationRun, JobsManage, RulesManage];

    /// <summary>All of them: each is also the name of an authorisation policy.</summary>
    public static readonly FrozenSet<string> All =
    [
        .. ForKeys,
        CardsDecide,
        TasksDecide,
        RulesManage,
        CampaignsManage,
        ImportsRun,
        FiguresApprove,
        FormsManage,
        CalendarManage,
        DemonstrationRun,
        JobsManage,
        UsersManage,
        KeysManage,
        SourcesManage,
        WebhooksManage,
        AuditRead,
    ];
}
