using System.Globalization;
using System.Resources;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Rows;

/// <summary>Creates row errors: a stable code, and its message in the current UI culture.</summary>
public static class RowErrors
{
    private const int MostNames = 20;
    private const int LongestArgument = 1_000; // characters

    private static readonly ResourceManager s_texts = new("Portal.Domain.Intake.Rows.IntakeText", typeof(RowErrors).Assembly);

    /// <param name="line">The 1-based line of the row, or its position in the array.</param>
    /// <param name="field">The contract's name of the field; empty when the error concerns the whole row.</param>
    /// <param name="value">The field's text; null when it was empty.</param>
    /// <param name="code">A key of <c>IntakeText.resx</c>, such as <c>unit.unknown</c>.</param>
    /// <param name="arguments">The message's arguments after the value, which is <c>{0}</c>.</param>
    public static RowError Create(long line, string field, string? value, string code, params object[] arguments) =>
        new(line, field, value is null ? null : RecordText.ForDisplay(value), code, Message(code, [value ?? "", .. arguments]));

    /// <summary>The message of a code in the current UI culture.</summary>
    public static string Message(string code, params object[] arguments) =>
        string.Format(
            CultureInfo.CurrentCulture,
            s_texts.GetString(code, CultureInfo.CurrentUICulture) ?? code,
            Array.ConvertAll(arguments, Bounded)
        );

    /// <summary>The first names of a list for a message, and the number of the others.</summary>
    public static string Names(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(MostNames).Select(name => RecordText.ForDisplay(name)))
        + (names.Count > MostNames ? string.Create(CultureInfo.InvariantCulture, $" … (+{names.Count - MostNames})") : "");

    // Texts of a file may be as long as the file.
    private static object Bounded(object argument) =>
        argument is string { Length: > LongestArgument } text ? string.Concat(text.AsSpan(0, LongestArgument), "…") : argument;
}
