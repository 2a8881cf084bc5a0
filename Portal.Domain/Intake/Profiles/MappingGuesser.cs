using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Profiles;

/// <summary>
/// Proposes a mapping for a file by its column names: the contract's, and names that other systems use for the same fields.
/// </summary>
public static class MappingGuesser
{
    // In lower case without blanks and underscores. A whole name wins over words within names, of these the longest.
    private static readonly (RecordField Field, string[] Words)[] s_words =
    [
        (
            RecordField.CaseNo,
            [
                "caseno",
                "caseid",
                "id",
                "number",
                "casenumber",
                "requestid",
                "ticket",
                "编号",
                "办件号",
                "受理号",
                "工单号",
                "流水号",
                "业务编号",
            ]
        ),
        (
            RecordField.AcceptedAt,
            [
                "acceptedat",
                "opendate",
                "opened",
                "created",
                "createdat",
                "submitted",
                "received",
                "receivedat",
                "受理时间",
                "受理日期",
                "收件时间",
                "登记时间",
                "创建时间",
            ]
        ),
        (
            RecordField.ClosedAt,
            [
                "closedat",
                "closedate",
                "closed",
                "completed",
                "completedat",
                "resolved",
                "finished",
                "办结时间",
                "办结日期",
                "完成时间",
                "结案时间",
            ]
        ),
        (
            RecordField.DueAt,
            [
                "dueat",
                "due",
                "duedate",
                "deadline",
                "target",
                "targetclosedate",
                "slatarget",
                "应办结时间",
                "到期时间",
                "截止时间",
                "承诺办结时间",
            ]
        ),
        (
            RecordField.ItemCode,
            ["itemcode", "item", "service", "servicename", "type", "category", "事项编码", "事项名称", "事项", "业务类型", "问题类型"]
        ),
        (
            RecordField.UnitCode,
            [
                "unitcode",
                "unit",
                "area",
                "neighborhood",
                "neighbourhood",
                "district",
                "ward",
                "单位编码",
                "单位",
                "受理单位",
                "承办单位",
                "街道",
                "社区",
                "区域",
            ]
        ),
        (
            RecordField.DepartmentCode,
            ["departmentcode", "department", "assigneddepartment", "agency", "实施单位", "主管部门", "部门", "责任部门"]
        ),
        (RecordField.Channel, ["channel", "reportsource", "origin", "渠道", "受理渠道", "来源渠道", "申请方式"]),
        (RecordField.Outcome, ["outcome", "status", "casestatus", "result", "办理结果", "结果", "状态", "办件状态"]),
        (RecordField.Satisfaction, ["satisfaction", "rating", "grade", "满意度", "评价", "评价等级"]),
        (RecordField.ExtensionDays, ["extensiondays", "延期天数"]),
        (RecordField.Suspensions, ["suspensions", "中止时段"]),
        (RecordField.ServiceMode, ["servicemode", "服务方式"]),
        (RecordField.Source, ["source", "system", "来源", "数据来源", "来源系统"]),
        (RecordField.AppealSource, ["appealsource", "诉求来源"]),
        (RecordField.UpdatedAt, ["updatedat", "lastupdated", "updateddatetime", "更新时间", "最后更新时间"]),
        (RecordField.FirstReplyAt, ["firstreplyat", "firstreply", "firstresponse", "首次答复时间", "首次回复时间"]),
    ];

    // Other systems' values of channel and outcome; an empty text means no value, as for an open case.
    private static readonly (RecordField Field, string Ours, string[] Theirs)[] s_values =
    [
        (RecordField.Channel, "phone", ["call", "telephone", "hotline", "热线"]),
        (RecordField.Channel, "online", ["web", "website", "internet", "网站"]),
        (RecordField.Channel, "mobile", ["app", "微信"]),
        (RecordField.Channel, "window", ["counter", "walk-in", "大厅"]),
        (RecordField.Outcome, "completed", ["closed", "resolved", "done", "已完成", "已结案"]),
        (RecordField.Outcome, "withdrawn", ["cancelled", "canceled"]),
        (RecordField.Outcome, "", ["open", "new", "pending", "in progress", "办理中", "处理中", "在办", "未办结"]),
    ];

    /// <summary>A mapping of the recognised columns; the others are listed as ignored.</summary>
    /// <param name="columns">The heading.</param>
    /// <param name="stream">The kind of records in the file.</param>
    /// <param name="values">Sample values of each column; null when none were read.</param>
    public static ProfileMapping Of(IReadOnlyList<string> columns, RecordStream stream, IReadOnlyList<IReadOnlyList<string>>? values = null)
    {
        var fields = new Dictionary<RecordField, FieldMapping>();
        var free = columns.Where(c => c.Length > 0 && !RecordFields.IsErrors(c)).ToList();
        Assign(free, fields, column => RecordFields.Find(column, stream));
        Assign(free, fields, column => FindField(column, stream, whole: true));
        Assign(free, fields, column => FindField(column, stream, whole: false));
        foreach (var field in fields.Keys.ToList())
        {
            if (values is not null && KnownValues(field, values[columns.ToList().IndexOf(fields[field].Column!)]) is { Count: > 0 } known)
            {
                fields[field] = fields[field] with { Values = known };
            }
        }
        return new ProfileMapping { Fields = fields, Ignore = free };
    }

    /// <summary>Whether the columns are the contract's own, so that no mapping is needed.</summary>
    public static bool IsContract(IReadOnlyList<string> columns, RecordStream stream) =>
        columns.All(c => c.Length == 0 || RecordFields.IsErrors(c) || RecordFields.Find(c, stream) is not null);

    private static Dictionary<string, string> KnownValues(RecordField field, IReadOnlyList<string> seen) =>
        (
            from value in seen
            from known in s_values
            where known.Field == field && known.Theirs.Contains(value, StringComparer.OrdinalIgnoreCase)
            select (value, known.Ours)
        ).ToDictionary(v => v.value, v => v.Ours);

    private static void Assign(List<string> free, Dictionary<RecordField, FieldMapping> fields, Func<string, RecordField?> find)
    {
        foreach (var column in free.ToList())
        {
            if (find(column) is { } field && fields.TryAdd(field, new FieldMapping { Column = column }))
                free.Remove(column);
        }
    }

    private static RecordField? FindField(string column, RecordStream stream, bool whole) =>
        ColumnWords.Find(
            column,
            s_words.Where(w => stream == RecordStream.Appeals || w.Field is not (RecordField.AppealSource or RecordField.FirstReplyAt)),
            whole
        );
}
