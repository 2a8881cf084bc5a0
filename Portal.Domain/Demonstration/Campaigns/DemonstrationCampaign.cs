using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Calendar;
using Portal.Domain.Campaigns.Handling;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.Campaigns;

/// <summary>
/// Writes the campaign of 2014 against catch-all clauses: 39 items of 11 departments, the 33 items of 后洲街道 that became the template,
/// the nine other streets that adopt it, and the 52 communities.
/// </summary>
/// <remarks>
/// The report of December 2014 gives the numbers of items, of departments and of the template's clauses, and the deadlines. Which items
/// they were, how many clauses each of the departments, streets and communities cleared, and what happened after October are invented.
/// </remarks>
public sealed class DemonstrationCampaign(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    DistrictTime time
)
{
    /// <summary>The clauses that were removed from the template.</summary>
    private const int TemplateClauses = 4;

    private static readonly DateOnly s_begun = new(2014, 10, 20);
    private static readonly DateOnly s_templateDue = new(2014, 10, 31);
    private static readonly DateOnly s_streetsDue = new(2014, 11, 10);
    private static readonly DateOnly s_communitiesDue = new(2014, 12, 31);

    /// <summary>Departments with the number of their items whose clauses were cleared: 39 of 11.</summary>
    private static readonly (string Unit, int Items)[] s_departments =
    [
        ("350103D02", 2),
        ("350103D04", 4),
        ("350103D06", 4),
        ("350103D07", 4),
        ("350103D08", 4),
        ("350103D09", 4),
        ("350103D12", 4),
        ("350103D13", 4),
        ("350103D16", 3),
        ("350103D17", 3),
        ("350103D18", 3),
    ];

    /// <summary>Writes it unless there is a campaign.</summary>
    public async Task FillAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Campaigns, cancellation);
        if (await db.Campaigns.AnyAsync(cancellation))
            return;
        var reference = await references.GetAsync(cancellation);
        var order = Order(reference);
        if (order.Check(reference.Units, Actor.System.ScopeFor(Permissions.CampaignsManage), s_begun) is [var problem, ..])
            throw new InvalidOperationException($"The demonstration's campaign cannot be ordered: {problem}.");
        var office = Person("区效能办");
        var campaign = await CampaignMoves.AddAsync(db, order, reference.Units, office, At(s_begun, new(9, 0)), cancellation);
        var items = await db.CampaignItems.Where(i => i.CampaignId == campaign.Id).OrderBy(i => i.Id).ToListAsync(cancellation);
        var template = order.Phases[1].Items.Count;
        var course = new Course(campaign, reference.Calendar, template, At);
        foreach (var phase in items.GroupBy(i => i.PhaseId))
            course.Work(campaign.Phases.Single(p => p.Id == phase.Key), [.. phase]);
        Do(campaign.Close(items.Count(i => i.IsUnfinished), campaign.Revision, remark: null, office, At(s_communitiesDue, new(16, 0))));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static CampaignOrder Order(ReferenceData reference)
    {
        var units = reference.Units;
        List<ServiceItemVersion> inForce = [.. reference.Items.InForce(s_begun)];
        List<string> template = [.. inForce.Where(i => i.Kind == ItemKind.Convenience).Select(i => i.Name)];
        List<string> streets = [.. Codes(UnitKind.Street).Where(code => code != TaijiangCodes.Houzhou)];
        return new(
            "清理办事指南“兜底”条款专项行动",
            "对区、街两级服务中心窗口单位办事指南中法规依据不明确的“兜底”条款进行梳理、清理和规范，纸质指南与网上指南同步整改。",
            "省、市效能办关于进一步梳理规范办事指南、取消“兜底”条款的要求",
            "兜底条款",
            [
                new("区直部门事项清理", s_begun, s_templateDue, [.. s_departments.SelectMany(d => Approvals(d.Unit).Take(d.Items))]),
                new("后洲街道便民服务事项规范（范本）", s_begun, s_templateDue, [.. For([TaijiangCodes.Houzhou])]),
                new("其他九个街道对照范本规范", s_templateDue.AddDays(1), s_streetsDue, [.. For(streets)]),
                new(
                    "社区便民服务代办点规范",
                    s_streetsDue.AddDays(1),
                    s_communitiesDue,
                    [.. Codes(UnitKind.Community).Select(code => new ItemOrder(code, "便民服务事项规范和兜底条款清理"))]
                ),
            ]
        );

        IEnumerable<string> Codes(UnitKind kind) =>
            units
                .All.Where(u => units.IsInForce(u.Id, s_begun) && units.VersionAt(u.Id, s_begun).Kind == kind)
                .Select(u => u.Code)
                .Order(StringComparer.Ordinal);

        IEnumerable<ItemOrder> For(IEnumerable<string> codes) =>
            codes.SelectMany(code => template.Select(name => new ItemOrder(code, name)));

        IEnumerable<ItemOrder> Approvals(string code) =>
            inForce
                .Where(i => i.Kind is ItemKind.Licence or ItemKind.NonLicenceApproval && i.UnitId == units.Find(code)!.Id)
                .Select(i => new ItemOrder(code, i.Name));
    }

    private DateTimeOffset At(DateOnly day, TimeOnly clock) => time.FromLocal(day.ToDateTime(clock));

    private static Actor Person(string name) => Actor.Of(name, name, [], DateOnly.MaxValue);

    private static void Do(Refusal? refusal)
    {
        if (refusal is not null)
            throw new InvalidOperationException($"The demonstration's campaign cannot be moved: {refusal}.");
    }

    /// <summary>What units and office do with the items, phase by phase.</summary>
    private sealed class Course(Campaign campaign, WorkingCalendar calendar, int template, Func<DateOnly, TimeOnly, DateTimeOffset> at)
    {
        private readonly DeterministicRandom _random = DeterministicRandom.For("campaign");
        private readonly Actor _unit = Person("经办人");
        private readonly Actor _office = Person("区效能办");

        public void Work(CampaignPhase phase, IReadOnlyList<CampaignItem> items)
        {
            // The last day of the phase is left for what was sent back.
            List<DateOnly> days = [.. WorkingDays(phase.StartsOn, phase.DueOn)];
            for (var i = 0; i < items.Count; i++)
            {
                var day = days[_random.Between(0, days.Count - 2)];
                Do(items[i].Report(campaign, Clauses(phase, i), remark: null, _unit, at(day, Morning())));
                if (_random.Chance(0.03))
                {
                    var reason = "网上指南与纸质指南表述不一致，请同步修改。";
                    Do(items[i].SendBack(campaign, items[i].Revision, reason, _office, at(day, OfficeHours.LunchEnds)));
                    Do(items[i].Report(campaign, Clauses(phase, i), "已同步修改。", _unit, at(days[^1], Morning())));
                    day = days[^1];
                }
                Do(
                    items[i]
                        .Confirm(campaign, items[i].Revision, _office, at(day, OfficeHours.LunchEnds.AddMinutes(_random.Between(30, 200))))
                );
            }
        }

        private TimeOnly Morning() => OfficeHours.Opens.AddMinutes(_random.Between(0, 200));

        /// <summary>Every item of a department had a clause; of each street's 33 items four; every community a few.</summary>
        private int Clauses(CampaignPhase phase, int index) =>
            phase.Position switch
            {
                1 => 1,
                4 => 1 + (index % 3),
                _ => index % template % 8 == 3 && index % template < 8 * TemplateClauses ? 1 : 0,
            };

        private IEnumerable<DateOnly> WorkingDays(DateOnly from, DateOnly to)
        {
            for (var day = from; day <= to; day = day.AddDays(1))
            {
                if (calendar.IsWorkday(day))
                    yield return day;
            }
        }
    }
}
