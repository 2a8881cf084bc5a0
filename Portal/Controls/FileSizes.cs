using System.Globalization;

namespace Portal.Controls;

/// <summary>Formats the sizes of files in the reader's language.</summary>
internal static class FileSizes
{
    /// <summary>In KiB below one MiB.</summary>
    /// <param name="bytes">From 0 on.</param>
    public static string Text(long bytes) =>
        bytes < 1 << 20
            ? string.Create(CultureInfo.CurrentCulture, $"{bytes / 1024.0:N1} KiB")
            : string.Create(CultureInfo.CurrentCulture, $"{bytes / 1048576.0:N1} MiB");
}
