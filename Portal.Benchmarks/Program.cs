using System.Globalization;
using Portal.Benchmarks;

// Usage: dotnet run -c Release --project Portal.Benchmarks [-- CASES | figures | reports]; 1,000,000 cases unless told otherwise; figures: the board of monthly figures alone; reports: reports alone.
if (args is ["figures"])
{
    ResultTable.Print([await FiguresBoardBenchmark.RunAsync()]);
    return;
}
if (args is ["reports"])
{
    ResultTable.Print(await ReportsBenchmark.RunAsync());
    return;
}
var cases = args.Length > 0 ? int.Parse(args[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 1_000_000;
Console.Error.WriteLine($"{cases:#,0} cases on SQLite, {Environment.ProcessorCount} cores, .NET {Environment.Version}");

var results = new List<Measurement>();
await using var small = await Workbench.CreateAsync();
await using var large = await Workbench.CreateAsync();
results.Add(await ImportBenchmark.RunAsync(large, cases));
await ImportBenchmark.ImportAsync(small, 10_000, "small.csv");
results.Add(await FoldBenchmark.RunAsync(small, large, cases));
results.Add(await LiveBenchmark.RunAsync(large));
results.Add(await RebuildBenchmark.RunAsync(large, cases));
results.Add(await FiguresBoardBenchmark.RunAsync());
results.AddRange(await ReportsBenchmark.RunAsync());
ResultTable.Print(results);
