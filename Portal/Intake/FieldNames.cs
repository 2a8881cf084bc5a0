using System.Globalization;
using Portal.Domain.Intake.Rows;

namespace Portal.Intake;

/// <summary>The names of the contract's fields in the reader's language.</summary>
internal static class FieldNames
{
    private static readonly Dictionary<string, RecordField> s_byName = Enum.GetValues<RecordField>().ToDictionary(RecordFields.NameOf);

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    public static string Of(RecordField field) => IsChinese ? RecordFields.ChineseNameOf(field) : RecordFields.NameOf(field);

    /// <summary>The name and a colon before the message of an error.</summary>
    /// <param name="field">As in <see cref="RowError.Field"/>; empty for the whole row, which has no name.</param>
    public static string Before(string field)
    {
        var name = s_byName.TryGetValue(field, out var known) ? Of(known) : field;
        return name.Length == 0 ? "" : name + (IsChinese ? "：" : ": ");
    }
}
