using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Health;

/// <summary>
/// What a finding is about, such as years or a number: pages say it in the reader's language, by the text <c>Health.{check}.finding</c>.
/// </summary>
public static class HealthDetails
{
    private const string Key = "details";

    /// <summary>The data of a check's result.</summary>
    public static Dictionary<string, object> Of(string details) => new(StringComparer.Ordinal) { [Key] = details };

    /// <summary>Null when the check gave none.</summary>
    public static string? Read(HealthReportEntry entry) => entry.Data.GetValueOrDefault(Key) as string;
}
