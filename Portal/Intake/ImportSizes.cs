using System.Globalization;

namespace Portal.Intake;

/// <summary>Formats sizes and counts of imports.</summary>
internal static class ImportSizes
{
    public static string Size(long bytes) => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1048576.0:N1} MiB");

    public static string Megabytes(long bytes) => (bytes / 1048576.0).ToString("N1", CultureInfo.CurrentCulture);

    public static string Count(long count) => count.ToString("N0", CultureInfo.CurrentCulture);
}
