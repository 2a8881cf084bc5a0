using System.Globalization;

namespace Portal.Intake;

/// <summary>Formats sizes and counts of imports.</summary>
internal static class ImportSizes
{
    /// <summary>In KiB below one MiB.</summary>
    public static string Size(long bytes) =>
        bytes < 1 << 20
            ? string.Create(CultureInfo.CurrentCulture, $"{bytes / 1024.0:N1} KiB")
            : string.Create(CultureInfo.CurrentCulture, $"{bytes / 1048576.0:N1} MiB");

    public static string Megabytes(long bytes) => (bytes / 1048576.0).ToString("N1", CultureInfo.CurrentCulture);

    public static string Count(long count) => count.ToString("N0", CultureInfo.CurrentCulture);
}
