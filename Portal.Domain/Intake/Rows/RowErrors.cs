using System.Globalization;
using System.Resources;

namespace Portal.Domain.Intake.Rows;

/// <summary>Makes row errors: a stable code, and the code's sentence in the reader's language.</summary>
public static class RowErrors
{
    private static readonly ResourceManager s_texts = new("Portal.Domain.Intake.Rows.IntakeText", typeof(RowErrors).Assembly);

    /// <param name="line">1-based line or place of the row.</param>
    /// <param name="field">The field as the contract names it; empty when the whole row is meant.</param>
    /// <param name="value">What stood there.</param>
    /// <param name="code">A key of the texts, such as <c>unit.unknown</c>.</param>
    /// <param name="arguments">What the sentence names besides the value, which is its <c>{0}</c>.</param>
    public static RowError Create(long line, string field, string? value, string code, params object[] arguments) =>
        new(line, field, value, code, Message(code, [value ?? "", .. arguments]));

    /// <summary>The sentence of a code in the present culture.</summary>
    public static string Message(string code, params object[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, s_texts.GetString(code, CultureInfo.CurrentUICulture) ?? code, arguments);
}
