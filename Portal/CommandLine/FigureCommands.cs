using System.CommandLine;
using System.Globalization;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Folding;

namespace Portal.CommandLine;

/// <summary><c>verify</c> and <c>rebuild</c>.</summary>
internal static class FigureCommands
{
    private const int MaxDifferencesShown = 20;

    public static Command Verify(string[] settings)
    {
        var command = new Command("verify", "Recompute every figure from the records and compare it with what is stored.");
        command.SetAction(
            async (_, stop) =>
            {
                await using var host = await CommandHost.CreateWithDatabaseAsync(settings, stop);
                // Shown with the result: an empty database of a wrong name has no differences either.
                var audit = host.Get<MetricsAudit>();
                var records = await audit.RecordsAsync(stop);
                await Console.Error.WriteLineAsync(
                    string.Create(CultureInfo.InvariantCulture, $"{records} records in {host.Get<DatabaseOptions>().Place}")
                );
                var differences = await audit.VerifyAsync(stop);
                foreach (var difference in differences.Take(MaxDifferencesShown))
                    await Console.Error.WriteLineAsync(difference.ToString());
                Console.WriteLine($"differences {differences.Count}");
                return differences.Count == 0 ? 0 : CommandFailure.ExitCode;
            }
        );
        return command;
    }

    public static Command Rebuild(string[] settings)
    {
        var command = new Command("rebuild", "Write every figure anew from the records.");
        command.SetAction(
            async (_, stop) =>
            {
                await using var host = await CommandHost.CreateWithDatabaseAsync(settings, stop);
                var cells = await host.Get<MetricsAudit>().RebuildAsync(stop);
                await host.Get<MetricsFolder>().FoldAllAsync(stop); // records written during the rebuild
                Console.WriteLine($"cells {cells}");
                return 0;
            }
        );
        return command;
    }
}
