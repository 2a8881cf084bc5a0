using System.CommandLine;
using System.Globalization;
using Portal.Domain.Moving;
using Portal.Jobs.Hosting;

namespace Portal.CommandLine;

/// <summary><c>move --to "Host=…"</c>: everything from the SQLite file into an empty PostgreSQL database.</summary>
internal static class MoveCommand
{
    public static Command Create(string[] settings)
    {
        var to = new Option<string>("--to")
        {
            Required = true,
            Description =
                "The empty PostgreSQL database, as in \"Host=localhost;Database=portal;Username=portal\"; "
                + "a password can come from PGPASSWORD or ~/.pgpass.",
        };
        var command = new Command(
            "move",
            "Move everything from the SQLite file into an empty PostgreSQL database, and compare every table; "
                + "no process of the portal may be running."
        )
        {
            to,
        };
        command.SetAction(
            async (parsed, stop) =>
            {
                await using var host = CommandHost.Create(settings);
                using var progress = new ProgressLine<MoveProgress>(Line);
                var result = await host.Get<DatabaseMove>()
                    .RunAsync(
                        PostgresAddress.Check(parsed.GetRequiredValue(to))
                            ?? throw new CommandFailure($"--to: expected {PostgresAddress.Expected}."),
                        progress,
                        stop
                    );
                progress.Dispose();
                foreach (var table in result.Tables)
                    Console.WriteLine($"{table.Name} {table.Digest.Rows.ToString(CultureInfo.InvariantCulture)} {table.Digest}");
                Console.WriteLine(
                    $"tables {result.Tables.Count}, rows {result.Tables.Sum(t => t.Digest.Rows)}, differences {result.Differences}"
                );
                return 0;
            }
        );
        return command;
    }

    private static string Line(MoveProgress progress) =>
        progress.Stage == MoveStage.Figures
            ? "verifying figures"
            : $"{(progress.Stage == MoveStage.Copying ? "copying" : "checking")} {progress.Table}: "
                + $"{progress.Done:N0} of {progress.Total:N0}";
}
