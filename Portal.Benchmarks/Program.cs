using System.CommandLine;
using Portal.Benchmarks;
using Portal.Benchmarks.Documents;

var names = new Argument<string[]>("suite")
{
    Description = $"What to measure: {string.Join(", ", Suites.All.Select(s => s.Name))}; all unless told otherwise.",
    Arity = ArgumentArity.ZeroOrMore,
};
names.AcceptOnlyFromAmong([.. Suites.All.Select(s => s.Name)]);
var cases = new Option<int>("--cases") { Description = "How many cases the history has.", DefaultValueFactory = _ => 1_000_000 };
var databases = new Option<string[]>("--database")
{
    Description = "sqlite, postgres, or both.",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => ["sqlite"],
};
var viewers = new Option<int>("--viewers") { Description = "How many pages are open at once.", DefaultValueFactory = _ => 1_000 };
var minutes = new Option<double>("--minutes") { Description = "How long pages are opened and left again; three rounds at least." };
databases.AcceptOnlyFromAmong("sqlite", "postgres");
var units = new Option<int>("--units")
{
    Description = "How many units the organisation has: one district, or one of a province's.",
    DefaultValueFactory = _ => Workbench.Units,
};
var pictures = new Option<string?>("--pictures") { Description = "A folder to draw curves into, with their figures." };
var profiles = new Option<string?>("--profiles")
{
    Description = "A folder for profiles of what the live page reads, which tell where the time goes.",
};
var published = new Option<string?>("--published") { Description = "The folder of a published portal, whose start is measured." };

var root = new RootCommand("Measures the portal beside its peers and limits in one run, and prints a table of ratios.")
{
    names,
    cases,
    databases,
    viewers,
    minutes,
    units,
    pictures,
    profiles,
    published,
};
root.SetAction(
    async (result, cancellation) =>
    {
        var wanted = result.GetValue(names) ?? [];
        await using var run = new BenchmarkRun(result.GetValue(cases), result.GetValue(databases)!, result.GetValue(units))
        {
            Viewers = result.GetValue(viewers),
            Minutes = result.GetValue(minutes),
            Pictures = result.GetValue(pictures),
            Profiles = result.GetValue(profiles),
            Published = result.GetValue(published),
        };
        Console.Error.WriteLine(
            $"{run.Cases:#,0} cases on {string.Join(" and ", run.Databases)}, "
                + $"{Environment.ProcessorCount} cores, .NET {Environment.Version}"
        );
        foreach (var suite in Suites.All.Where(s => wanted.Length == 0 || wanted.Contains(s.Name, StringComparer.Ordinal)))
        {
            foreach (var measurement in await suite.RunAsync(run))
            {
                run.Results.Add(measurement);
                Console.Error.WriteLine(ResultTable.Line(measurement)); // a long run that is cancelled has printed its results so far
            }
            cancellation.ThrowIfCancellationRequested();
        }
        ResultTable.Print(run.Results);
    }
);
root.Subcommands.Add(WorkbookTasks.MakeCommand());
return await root.Parse(args).InvokeAsync();
