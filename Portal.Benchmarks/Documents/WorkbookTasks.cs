using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Portal.Benchmarks.Documents;

/// <summary>Runs one way of writing or reading a workbook in a process of its own, so that its memory is its own.</summary>
internal static class WorkbookTasks
{
    private const string Name = "workbook-task";

    private static readonly Stopwatch s_watch = new();
    private static long s_memory;
    private static TimeSpan s_processor;

    public static readonly IReadOnlyDictionary<string, Func<string, int, Task<int>>> All = new Dictionary<
        string,
        Func<string, int, Task<int>>
    >(StringComparer.Ordinal)
    {
        ["write portal"] = Writing(WorkbookWriters.PortalAsync),
        ["write SpreadCheetah"] = Writing(WorkbookWriters.SpreadCheetahAsync),
        ["write Open XML SDK"] = Writing(WorkbookWriters.OpenXml),
        ["write as Excel"] = Writing(WorkbookWriters.AsExcelSaves),
        ["read portal"] = WorkbookReaders.PortalAsync,
        ["read ExcelDataReader"] = (file, _) => Task.FromResult(WorkbookReaders.ExcelDataReader(file)),
        ["read Open XML SDK"] = (file, _) => Task.FromResult(WorkbookReaders.OpenXml(file)),
        ["read XML alone"] = (file, _) => Task.FromResult(WorkbookReaders.XmlAlone(file)),
        ["write cases as Excel"] = Writing(WorkbookImport.WriteWorkbook),
        ["write cases as CSV"] = Writing(WorkbookImport.WriteCsvAsync),
        ["import"] = WorkbookImport.RunAsync,
    };

    /// <summary>The command of such a process; hidden from the help.</summary>
    public static Command MakeCommand()
    {
        var task = new Argument<string>("task");
        var file = new Argument<string>("file");
        var rows = new Argument<int>("rows");
        var command = new Command(Name) { task, file, rows };
        command.Hidden = true;
        command.SetAction(result => RunHereAsync(result.GetValue(task)!, result.GetValue(file)!, result.GetValue(rows)));
        return command;
    }

    /// <summary>Runs the task in this process and prints its duration and memory.</summary>
    private static async Task RunHereAsync(string task, string file, int rows)
    {
        CountFromNow();
        var count = await All[task](file, rows);
        s_watch.Stop();
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{s_watch.Elapsed.TotalSeconds} {(process.TotalProcessorTime - s_processor).TotalSeconds} "
                    + $"{process.PeakWorkingSet64 - s_memory} {count}"
            )
        );
    }

    /// <summary>Takes what the process has used so far for its rest: a task calls it when its preparations are done.</summary>
    public static void CountFromNow()
    {
        s_memory = ImportBenchmark.ForgetPeak();
        using var process = Process.GetCurrentProcess();
        s_processor = process.TotalProcessorTime;
        s_watch.Restart();
    }

    /// <summary>Runs the task in a process of its own.</summary>
    public static async Task<WorkbookFigures> RunApartAsync(string task, string file, int rows)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(WorkbookTasks).Assembly.Location);
        foreach (var argument in new[] { Name, task, file, rows.ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The task does not start.");
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"“{task}” ended with {process.ExitCode}: {said}");
        var figures = said.Split(' ', StringSplitOptions.TrimEntries);
        return new(
            TimeSpan.FromSeconds(double.Parse(figures[0], CultureInfo.InvariantCulture)),
            TimeSpan.FromSeconds(double.Parse(figures[1], CultureInfo.InvariantCulture)),
            long.Parse(figures[2], CultureInfo.InvariantCulture),
            int.Parse(figures[3], CultureInfo.InvariantCulture)
        );
    }

    private static Func<string, int, Task<int>> Writing(Action<string, int> write) =>
        Writing(
            (file, rows) =>
            {
                write(file, rows);
                return Task.CompletedTask;
            }
        );

    private static Func<string, int, Task<int>> Writing(Func<string, int, Task> write) =>
        async (file, rows) =>
        {
            await write(file, rows);
            return rows;
        };
}

/// <summary>The duration and memory of a task in a process of its own.</summary>
/// <param name="Growth">Bytes of memory at the highest, above the process's memory when the task began.</param>
/// <param name="Rows">Rows written or read.</param>
internal sealed record WorkbookFigures(TimeSpan Time, TimeSpan Processor, long Growth, int Rows);
