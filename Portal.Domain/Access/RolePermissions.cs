using System.Collections.Frozen;
using static Portal.Domain.Access.Permissions;

namespace Portal.Domain.Access;

/// <summary>The permissions of each role, in one table.</summary>
public static class RolePermissions
{
    private static readonly FrozenSet<string> s_reads =
    [
        UnitsRead,
        ItemsRead,
        CasesRead,
        AppealsRead,
        MetricsRead,
        FiguresRead,
        ReportsRead,
        CardsRead,
        CampaignsRead,
        StandardsRead,
        TasksRead,
    ];

    private static readonly FrozenDictionary<Role, FrozenSet<string>> s_table = new Dictionary<Role, FrozenSet<string>>
    {
        [Role.Leader] = [.. s_reads, DemonstrationRun],
        [Role.EfficiencyOffice] =
        [
            .. s_reads,
            UnitsWrite,
            ItemsWrite,
            CasesWrite,
            AppealsWrite,
            FiguresWrite,
            FiguresApprove,
            FormsManage,
            ReportsWrite,
            CardsDecide,
            TasksDecide,
            RulesManage,
            CampaignsManage,
            StandardsWrite,
            ImportsRun,
            CalendarManage,
            DemonstrationRun,
            SourcesManage,
            WebhooksManage,
            AuditRead,
        ],
        [Role.Clerk] = [.. s_reads, CasesWrite, AppealsWrite, FiguresWrite, FiguresApprove, CardsWrite, TasksWrite, CampaignsWrite],

        // Reads as a leader does, and answers for the unit: leaders of the district enter nothing.
        [Role.UnitHead] = [.. s_reads, CardsWrite, TasksWrite, CampaignsWrite],

        // The role that grants rights writes no records.
        [Role.Administrator] =
        [
            .. s_reads,
            UnitsWrite,
            ItemsWrite,
            MetricsWrite,
            ImportsRun,
            CalendarManage,
            DemonstrationRun,
            JobsManage,
            UsersManage,
            KeysManage,
            SourcesManage,
            WebhooksManage,
            AuditRead,
        ],
    }.ToFrozenDictionary();

    public static FrozenSet<string> Of(Role role) => s_table[role];

    /// <summary>Whether the role enters figures and manages no forms, as <see cref="Actor.EntersFigures"/>.</summary>
    public static bool EntersFigures(Role role) => Of(role).Contains(FiguresWrite) && !Of(role).Contains(FormsManage);
}
