using Portal.Domain.Organisation;
using Portal.Domain.Standards.Checklists;

namespace Portal.Domain.Demonstration.World;

/// <summary>
/// The district's centre, the streets' centres and the communities' points, with the findings of the inspection of October 2014.
/// </summary>
internal static class DemonstrationPoints
{
    /// <summary>The code of the district centre's service point.</summary>
    public const string CentreCode = TaijiangCodes.Centre + Suffix;

    private const string Suffix = "-1";

    private static readonly DateOnly s_centreOpened = new(2008, 9, 1);
    private static readonly DateOnly s_streetsOpened = new(2011, 7, 1);
    private static readonly DateOnly s_communitiesOpened = new(2013, 6, 1);
    private static readonly DateOnly s_inspected = new(2014, 10, 20);

    private static readonly string[] s_notBuilt = [TaijiangCodes.Yingzhou, TaijiangCodes.Aofeng];

    private static readonly DateOnly s_mendBy = new(2014, 12, 31);

    /// <summary>The communities whose points do not meet the standard, with the finding and the requirement of the checklist.</summary>
    private static readonly Dictionary<string, (string Missing, string Remark)> s_shortcomings = new(StringComparer.Ordinal)
    {
        ["350103001005"] = ("windows", "未设独立代办窗口"),
        ["350103001015"] = ("staff", "代办人员未公示"),
        ["350103004005"] = ("guides", "办事指南不全"),
        ["350103011005"] = ("windows", "未设独立代办窗口"),
        ["350103011007"] = ("premises", "场地临时借用"),
        ["350103012006"] = ("ledger", "办件台账不全"),
    };

    /// <summary>Whether the community's point failed the inspection of October 2014.</summary>
    public static bool HasShortcoming(string unitCode) => s_shortcomings.ContainsKey(unitCode);

    /// <param name="units">The units by code.</param>
    /// <param name="standards">The standards by kind, already stored.</param>
    public static IEnumerable<ServicePoint> All(
        IReadOnlyDictionary<string, Unit> units,
        IReadOnlyDictionary<PointKind, ServiceStandard> standards
    )
    {
        foreach (var point in All(units))
        {
            foreach (var inspection in point.Inspections)
                inspection.StandardId = standards[point.Kind].Id;
            yield return point;
        }
    }

    private static IEnumerable<ServicePoint> All(IReadOnlyDictionary<string, Unit> units)
    {
        yield return Centre(units[TaijiangCodes.Centre]);
        foreach (var unit in units.Values)
        {
            if (unit.Versions[0].Kind == UnitKind.Street)
                yield return Street(unit);
            if (unit.Versions[0].Kind == UnitKind.Community)
                yield return Community(unit);
        }
    }

    private static ServicePoint Centre(Unit unit)
    {
        var point = Point(unit, PointKind.DistrictCentre, "台江区行政服务中心", s_centreOpened);
        (point.FloorArea, point.RequiredFloorArea) = (1_600, 2_000);
        Inspected(point, ("area", "场地面积1600平方米，低于2000平方米的标准"));
        point.Inspections[0].MendBy = null; // no larger hall is in sight
        return point;
    }

    private static ServicePoint Street(Unit unit)
    {
        var name = unit.Versions[0].Name + "便民服务中心";
        return s_notBuilt.Contains(unit.Code)
            ? Moving(Point(unit, PointKind.StreetCentre, name, opened: null))
            : Inspected(Point(unit, PointKind.StreetCentre, name, s_streetsOpened));
    }

    private static ServicePoint Community(Unit unit) =>
        Inspected(
            Point(
                unit,
                PointKind.CommunityPoint,
                unit.Versions[0].Name.Replace("居委会", "", StringComparison.Ordinal) + "便民服务代办点",
                s_communitiesOpened
            ),
            s_shortcomings.TryGetValue(unit.Code, out var shortcoming) ? shortcoming : null
        );

    private static ServicePoint Moving(ServicePoint point)
    {
        point.Plan = "街道办公场所迁移新址，便民服务中心已列入新址建设规划";
        return point;
    }

    private static ServicePoint Point(Unit unit, PointKind kind, string name, DateOnly? opened) =>
        new()
        {
            Kind = kind,
            Code = unit.Code + Suffix,
            Name = name,
            UnitId = unit.Id,
            OpenedOn = opened,
        };

    private static ServicePoint Inspected(ServicePoint point, (string Missing, string Remark)? shortcoming = null)
    {
        point.Inspections.Add(
            new()
            {
                InspectedOn = s_inspected,
                Compliant = shortcoming is null,
                Missing = shortcoming?.Missing,
                Remark = shortcoming?.Remark,
                MendBy = shortcoming is null ? null : s_mendBy,
            }
        );
        return point;
    }
}
