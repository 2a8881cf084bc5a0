using System.Globalization;

namespace Portal.Benchmarks.Documents;

/// <summary>Workbooks of as many rows as the run has cases and 40 columns: written and read by the portal, beside other libraries.</summary>
internal static class WorkbookBenchmark
{
    private const int Mebibyte = 1 << 20;

    /// <summary>More than a writer that hands its rows on needs, however many there are.</summary>
    private const int MostToWrite = 96;

    /// <summary>Of a million rows with four texts each that no other row has: the list of texts is what takes memory.</summary>
    private const int MostToRead = 512;

    public static async Task<IEnumerable<Measurement>> RunAsync(BenchmarkRun run)
    {
        var folder = Directory.CreateTempSubdirectory("workbooks");
        try
        {
            var taken = new List<Measurement>();
            foreach (var (writer, promised) in new[] { ("SpreadCheetah", 0.2), ("Open XML SDK", 0.8) })
                taken.Add(await BesideAsync("write", writer, folder, run.Cases, promised));
            taken.Add(Memory("write", await TakeAsync("write portal", folder, "portal", run.Cases), MostToWrite));
            foreach (var file in new[] { "portal", "Excel" })
            {
                if (file == "Excel")
                    await TakeAsync("write as Excel", folder, file, run.Cases);
                foreach (var (reader, promised) in new[] { ("ExcelDataReader", 0.4), ("XML alone", 0.1) })
                    taken.Add(await BesideAsync("read", reader, folder, run.Cases, promised, file));
                taken.Add(Memory($"read from {file}", await TakeAsync("read portal", folder, file, run.Cases), MostToRead));
            }
            return taken;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<WorkbookFigures> TakeAsync(string task, DirectoryInfo folder, string file, int rows) =>
        WorkbookTasks.RunApartAsync(task, Path.Combine(folder.FullName, file + ".xlsx"), rows);

    private static async Task<Measurement> BesideAsync(
        string verb,
        string peer,
        DirectoryInfo folder,
        int rows,
        double promised,
        string? file = null
    )
    {
        var other = await TakeAsync($"{verb} {peer}", folder, file ?? peer, rows);
        var own = await TakeAsync($"{verb} portal", folder, file ?? "portal", rows);
        var ratio = other.Processor / own.Processor;
        return new(
            $"{verb} {rows:#,0} rows × {SampleRows.Columns}{(file is null ? "" : $" from {file}")}, seconds of processor",
            $"{Say(own)}",
            $"{peer} {Say(other)}",
            ratio,
            string.Create(CultureInfo.InvariantCulture, $"≥ {promised} ×"),
            ratio >= promised
        );
    }

    private static string Say(WorkbookFigures figures) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{figures.Processor.TotalSeconds:0.0} s, {figures.Rows / figures.Processor.TotalSeconds:#,0} rows/s, "
                + $"{figures.Growth / Mebibyte} MiB"
        );

    private static Measurement Memory(string work, WorkbookFigures figures, int most)
    {
        var mebibytes = figures.Growth / (double)Mebibyte;
        return new(
            $"memory to {work}",
            string.Create(CultureInfo.InvariantCulture, $"{mebibytes:0} MiB"),
            $"limit {most} MiB",
            mebibytes / most,
            "≤ 1 ×",
            mebibytes <= most
        );
    }
}
