using System.Globalization;

namespace Portal.Intake;

/// <summary>Formats amounts of imports.</summary>
internal static class ImportSizes
{
    public static string Megabytes(long bytes) => (bytes / 1048576.0).ToString("N1", CultureInfo.CurrentCulture);

    public static string Count(long count) => count.ToString("N0", CultureInfo.CurrentCulture);
}
