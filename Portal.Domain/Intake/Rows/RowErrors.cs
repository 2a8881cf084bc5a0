using System.Globalization;
using System.Resources;

namespace Portal.Domain.Intake.Rows;

/// <summary>Creates row errors: a stable code, and its message in the current UI culture.</summary>
public static class RowErrors
{
    private static readonly ResourceManager s_texts = new("Portal.Domain.Intake.Rows.IntakeText", typeof(RowErrors).Assembly);

    /// <param name="line">The 1-based line of the row, or its position in the array.</param>
    /// <param name="field">The contract's name of the field; empty when the error concerns the whole row.</param>
    /// <param name="value">The field's text; null when it was empty.</param>
    /// <param name="code">A key of <c>IntakeText.resx</c>, such as <c>unit.unknown</c>.</param>
    /// <param name="arguments">The message's arguments after the value, which is <c>{0}</c>.</param>
    public static RowError Create(long line, string field, string? value, string code, params object[] arguments) =>
        new(line, field, value, code, Message(code, [value ?? "", .. arguments]));

    /// <summary>The message of a code in the current UI culture.</summary>
    public static string Message(string code, params object[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, s_texts.GetString(code, CultureInfo.CurrentUICulture) ?? code, arguments);
}
