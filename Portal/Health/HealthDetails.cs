using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Health;

/// <summary>What a check found, without words of a language.</summary>
/// <param name="Text">Pages say it in the reader's language, by the text <c>Health.{check}.{Text}</c>.</param>
/// <param name="Details">What it is about, such as years or a number.</param>
public sealed record HealthFinding(string Text, string Details);

/// <summary>The findings of a check, kept in the data of its result.</summary>
public static class HealthDetails
{
    private const string Key = "details";
    private const string OnlyText = "finding";

    /// <summary>The data of a check's result, of a check that can find one thing alone.</summary>
    public static Dictionary<string, object> Of(string details) => Of([new(OnlyText, details)]);

    /// <summary>The data of a check's result, of a check that can find several things.</summary>
    public static Dictionary<string, object> Of(IReadOnlyList<HealthFinding> findings) => new(StringComparer.Ordinal) { [Key] = findings };

    /// <summary>None when the check gave none.</summary>
    public static IReadOnlyList<HealthFinding> Read(HealthReportEntry entry) =>
        entry.Data.GetValueOrDefault(Key) as IReadOnlyList<HealthFinding> ?? [];
}
