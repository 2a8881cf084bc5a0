using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;

namespace Portal.Domain.Intake.Rows;

/// <summary>The accepted spellings of values in files of units, items and days.</summary>
internal static class ReferenceSpellings
{
    public static ValueSpellings<UnitKind> UnitKinds { get; } =
        new(
            (UnitKind.Province, ["province", "省", "自治区", "直辖市"]),
            (UnitKind.City, ["city", "市"]),
            (UnitKind.District, ["district", "区", "县", "县级市"]),
            (UnitKind.Department, ["department", "部门"]),
            (UnitKind.Street, ["street", "街道", "乡", "镇"]),
            (UnitKind.Community, ["community", "社区", "村"])
        );

    public static ValueSpellings<ItemKind> ItemKinds { get; } =
        new(
            (ItemKind.Licence, ["licence", "行政许可"]),
            (ItemKind.NonLicenceApproval, ["nonLicenceApproval", "非行政许可审批"]),
            (ItemKind.PublicService, ["publicService", "公共服务"]),
            (ItemKind.Convenience, ["convenience", "便民服务"]),
            (ItemKind.OtherPower, ["otherPower", "其他行政职权"])
        );

    public static ValueSpellings<LimitUnit> LimitUnits { get; } =
        new(
            (LimitUnit.WorkingDays, ["workingDays", "工作日"]),
            (LimitUnit.CalendarDays, ["calendarDays", "自然日", "日历日"]),
            (LimitUnit.Hours, ["hours", "小时"])
        );

    public static ValueSpellings<DayKind> DayKinds { get; } =
        new((DayKind.Rest, ["rest", "放假", "休"]), (DayKind.Work, ["work", "上班", "班"]));

    public static ValueSpellings<bool> Booleans { get; } = new((true, ["true", "1", "yes", "是"]), (false, ["false", "0", "no", "否"]));
}
