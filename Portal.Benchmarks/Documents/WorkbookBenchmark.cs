using System.Globalization;

namespace Portal.Benchmarks.Documents;

/// <summary>
/// Workbooks of as many rows as the run has cases and 40 columns: written and read by the portal, beside other libraries.
/// </summary>
internal static class WorkbookBenchmark
{
    private const int Mebibyte = 1 << 20;

    /// <summary>More than a streaming writer needs, whatever the number of rows.</summary>
    private const int MostToWrite = 96;

    /// <summary>For a million rows, each with four unique texts: the list of texts takes the memory.</summary>
    private const int MostToRead = 512;

    /// <summary>For any number of rows with at most 100,000 different texts.</summary>
    private const int MostToImport = 150;

    public static async Task<IEnumerable<Measurement>> RunAsync(BenchmarkRun run)
    {
        var folder = Directory.CreateTempSubdirectory("workbooks");
        try
        {
            var taken = new List<Measurement>();
            var written = await TakeAsync("write portal", folder, "portal", run.Cases);
            foreach (var (peer, promised) in new[] { ("SpreadCheetah", 0.2), ("Open XML SDK", 0.8) })
                taken.Add(Compare("write", written, peer, await TakeAsync($"write {peer}", folder, peer, run.Cases), promised));
            taken.Add(Memory("write", written, MostToWrite));
            await TakeAsync("write as Excel", folder, "Excel", run.Cases);
            foreach (var file in new[] { "portal", "Excel" })
            {
                var read = await TakeAsync("read portal", folder, file, run.Cases);
                foreach (var (peer, promised) in new[] { ("ExcelDataReader", 0.4), ("XML alone", 0.1) })
                {
                    var other = await TakeAsync($"read {peer}", folder, file, run.Cases);
                    taken.Add(Compare($"read from {file}", read, peer, other, promised));
                }
                taken.Add(Memory($"read from {file}", read, MostToRead));
            }
            return taken;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The whole intake of a workbook beside the same rows as CSV, on SQLite.</summary>
    public static async Task<IEnumerable<Measurement>> ImportAsync(BenchmarkRun run)
    {
        var folder = Directory.CreateTempSubdirectory("workbooks");
        try
        {
            await TakeAsync("write cases as Excel", folder, "cases", run.Cases);
            var (workbook, csv) = (await TakeAsync("import", folder, "cases", run.Cases), Path.Combine(folder.FullName, "cases.csv"));
            await WorkbookTasks.RunApartAsync("write cases as CSV", csv, run.Cases);
            return
            [
                Compare("import", workbook, "CSV", await WorkbookTasks.RunApartAsync("import", csv, run.Cases), promised: 0.1),
                Memory("import", workbook, MostToImport),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<WorkbookFigures> TakeAsync(string task, DirectoryInfo folder, string file, int rows) =>
        WorkbookTasks.RunApartAsync(task, Path.Combine(folder.FullName, file + ".xlsx"), rows);

    private static Measurement Compare(string work, WorkbookFigures own, string peer, WorkbookFigures other, double promised)
    {
        var ratio = other.Processor / own.Processor;
        return new(
            $"{work}, {own.Rows:#,0} rows × {SampleRows.Columns}",
            Format(own),
            $"{peer} {Format(other)}",
            ratio,
            string.Create(CultureInfo.InvariantCulture, $"≥ {promised} ×"),
            ratio >= promised
        );
    }

    private static string Format(WorkbookFigures figures) =>
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
