using Portal.Domain.Organisation;

namespace Portal.Domain.Standards.Checklists;

/// <summary>The checklists with which an office can begin. No national standard sets all of them: each line is a setting.</summary>
public static class ShippedStandards
{
    /// <summary>The least floor area of a district's centre, in square metres, by the rules of province and city of 2014.</summary>
    public const decimal CentreArea = 2_000;

    /// <summary>The checklist of the kind.</summary>
    public static StandardDraft Of(PointKind kind) =>
        kind switch
        {
            PointKind.DistrictCentre => new(
                [
                    new("area", "服务场所面积不少于 2000 平方米", CentreArea),
                    new("windows", "设综合服务窗口和导办台"),
                    new("guides", "进驻事项和办事指南公开"),
                    new("rules", "首问负责、一次告知、限时办结等制度公示"),
                    new("ledger", "办件台账完整"),
                    new("complaints", "公布投诉渠道"),
                ],
                "省、市行政服务中心建设标准"
            ),
            PointKind.BranchCentre => new(
                [
                    new("windows", "设独立办事大厅和综合窗口"),
                    new("guides", "进驻事项和办事指南公开"),
                    new("rules", "首问负责、一次告知、限时办结等制度公示"),
                    new("ledger", "办件台账完整"),
                ],
                "省、市行政服务中心建设标准"
            ),
            PointKind.StreetCentre => new(
                [
                    new("premises", "有固定的独立办事场所"),
                    new("windows", "便民服务窗口集中设置"),
                    new("guides", "便民服务事项和办事指南齐全"),
                    new("rules", "服务制度公示"),
                    new("ledger", "办件台账完整"),
                    new("complaints", "公布投诉渠道"),
                ],
                "街道便民服务中心建设标准"
            ),
            PointKind.CommunityPoint => new(
                [
                    new("premises", "有固定场所"),
                    new("windows", "设独立代办窗口"),
                    new("staff", "代办人员公示"),
                    new("guides", "办事指南齐全"),
                    new("ledger", "办件台账齐全"),
                ],
                "社区便民服务代办点建设标准"
            ),
        };
}
