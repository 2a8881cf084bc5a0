namespace Portal.Domain.Intake.Rows;

/// <summary>The columns of the portal's own files of one kind, in the order in which it writes them.</summary>
public sealed class ReferenceColumns
{
    private static readonly ReferenceColumns s_units = new(
        new("code", "编码") { IsRequired = true },
        new("name", "名称") { IsRequired = true },
        new("kind", "类型", ReferenceSpellings.UnitKinds) { IsRequired = true },
        new("parentCode", "上级编码"),
        new("validFrom", "生效日期"),
        new("validTo", "失效日期"),
        new("successorCode", "承接单位编码")
    );

    private static readonly ReferenceColumns s_items = new(
        new("code", "编码") { IsRequired = true },
        new("name", "名称") { IsRequired = true },
        new("kind", "类型", ReferenceSpellings.ItemKinds) { IsRequired = true },
        new("unitCode", "实施单位编码") { IsRequired = true },
        new("statutoryLimit", "法定时限"),
        new("promisedLimit", "承诺时限"),
        new("limitUnit", "时限单位", ReferenceSpellings.LimitUnits),
        new("instant", "即办件", ReferenceSpellings.Booleans),
        new("process", "审批流程"),
        new("validFrom", "生效日期"),
        new("validTo", "失效日期")
    );

    private static readonly ReferenceColumns s_days = new(
        new("date", "日期") { IsRequired = true },
        new("day", "类型", ReferenceSpellings.DayKinds) { IsRequired = true },
        new("holiday", "节日"),
        new("holidayEnglish", "节日英文")
    );

    private ReferenceColumns(params ReferenceColumn[] all)
    {
        All = all;
        Names = [.. all.Select(column => column.Name)];
    }

    public IReadOnlyList<ReferenceColumn> All { get; }

    /// <summary>The names in the contract.</summary>
    public IReadOnlyList<string> Names { get; }

    public static ReferenceColumns Of(ReferenceKind kind) =>
        kind switch
        {
            ReferenceKind.Units => s_units,
            ReferenceKind.Items => s_items,
            ReferenceKind.Calendar => s_days,
        };

    /// <summary>The index of the column with a heading, in English or Chinese; −1 when there is none.</summary>
    public int Find(string heading)
    {
        for (var at = 0; at < All.Count; at++)
        {
            if (All[at].Name.Equals(heading, StringComparison.OrdinalIgnoreCase) || All[at].ChineseName == heading)
                return at;
        }
        return -1;
    }
}
