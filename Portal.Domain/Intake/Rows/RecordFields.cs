using System.Collections.Frozen;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Rows;

/// <summary>The names of the fields in files.</summary>
public static class RecordFields
{
    /// <summary>The number of fields.</summary>
    public static readonly int Count = Enum.GetValues<RecordField>().Length;

    /// <summary>The heading of the reasons in a file of rejected rows; an import ignores this column.</summary>
    public const string ErrorsColumn = "错误/errors";

    // The portal writes the first Chinese name and reads all of them.
    private static readonly (RecordField Field, string[] Chinese)[] s_names =
    [
        (RecordField.Source, ["来源", "数据来源", "来源系统"]),
        (RecordField.CaseNo, ["编号", "办件编号", "诉求编号", "受理编号", "流水号"]),
        (RecordField.UnitCode, ["单位编码", "单位代码"]),
        (RecordField.ItemCode, ["事项编码", "事项代码"]),
        (RecordField.Channel, ["渠道", "受理渠道"]),
        (RecordField.AcceptedAt, ["受理时间"]),
        (RecordField.ClosedAt, ["办结时间"]),
        (RecordField.Outcome, ["办理结果", "结果"]),
        (RecordField.UpdatedAt, ["更新时间", "修改时间", "版本号"]),
        (RecordField.DueAt, ["应办结时间", "到期时间"]),
        (RecordField.Suspensions, ["中止时段", "中止"]),
        (RecordField.ExtensionDays, ["延期天数"]),
        (RecordField.Satisfaction, ["满意度", "评价"]),
        (RecordField.ServiceMode, ["服务方式"]),
        (RecordField.AppealSource, ["诉求来源"]),
        (RecordField.FirstReplyAt, ["首次答复时间", "首次回复时间"]),
    ];

    private static readonly Dictionary<RecordField, string> s_hints = new()
    {
        [RecordField.UnitName] = "单位名称",
        [RecordField.ItemName] = "事项名称",
        [RecordField.DepartmentCode] = "实施单位编码",
        [RecordField.DepartmentName] = "实施单位名称",
    };

    private static readonly FrozenDictionary<string, RecordField> s_byName = s_names
        .SelectMany(n => n.Chinese.Append(NameOf(n.Field)).Select(name => (name, n.Field)))
        .ToFrozenDictionary(n => n.name, n => n.Field, StringComparer.OrdinalIgnoreCase);

    /// <summary>The field's name in the contract.</summary>
    public static string NameOf(RecordField field) => JsonNames.CamelCase(field.ToString());

    /// <summary>The Chinese name that the portal writes.</summary>
    public static string ChineseNameOf(RecordField field) => Array.Find(s_names, n => n.Field == field).Chinese?[0] ?? s_hints[field];

    /// <summary>The fields of the stream's records in files without a profile, in the order of the contract.</summary>
    public static IEnumerable<RecordField> Of(RecordStream stream) =>
        s_names
            .Select(n => n.Field)
            .Where(f => stream == RecordStream.Appeals || f is not (RecordField.AppealSource or RecordField.FirstReplyAt));

    /// <summary>Every accepted name of the stream's fields, with the field.</summary>
    public static IEnumerable<(string Name, RecordField Field)> NamesOf(RecordStream stream) =>
        Of(stream)
            .SelectMany(field => Array.Find(s_names, n => n.Field == field).Chinese.Prepend(NameOf(field)).Select(name => (name, field)));

    /// <summary>The field with a heading, in English or Chinese; null when the stream has none.</summary>
    public static RecordField? Find(string heading, RecordStream stream) =>
        s_byName.TryGetValue(heading.Trim(), out var field) && Of(stream).Contains(field) ? field : null;

    /// <summary>Whether the field is a name, number or code by which a source, case, unit or item is found.</summary>
    internal static bool IsIdentifier(RecordField field) =>
        field is RecordField.Source or RecordField.CaseNo or RecordField.UnitCode or RecordField.ItemCode or RecordField.DepartmentCode;

    /// <summary>Whether the heading is that of the reasons in a file of rejected rows.</summary>
    public static bool IsErrors(string heading) => heading is ErrorsColumn or "错误" or "errors";
}
