using System.CommandLine;
using System.Globalization;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Shared;

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
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{records} records in {host.Get<DatabaseOptions>().Place}, days of {host.Get<DistrictTime>().Zone.Id}"
                    )
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
        var zone = new Option<string?>("--time-zone")
        {
            Description =
                "Also count days by another time zone from now on, such as Asia/Shanghai; no process of the portal may be running. "
                + "What is interrupted is finished by the same command.",
        };
        zone.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } id && !TimeZoneInfo.TryFindSystemTimeZoneById(id, out _))
                result.AddError($"--time-zone: expected a time zone of this machine, such as Asia/Shanghai, not \"{id}\".");
        });
        var command = new Command("rebuild", "Write every figure anew from the records.") { zone };
        command.SetAction(
            async (parsed, stop) =>
            {
                if (parsed.GetValue(zone) is { } id)
                    return await ChangeZoneAsync(settings, TimeZoneInfo.FindSystemTimeZoneById(id), stop);
                await using var host = await CommandHost.CreateWithDatabaseAsync(settings, stop);
                var cells = await host.Get<MetricsAudit>().RebuildAsync(stop);
                await host.Get<MetricsFolder>().FoldAllAsync(stop); // records written during the rebuild
                Console.WriteLine($"cells {cells}");
                return 0;
            }
        );
        return command;
    }

    private static async Task<int> ChangeZoneAsync(string[] settings, TimeZoneInfo zone, CancellationToken stop)
    {
        // The option is what the operator wants, whatever the setting still says.
        await using var host = CommandHost.Create([.. settings, $"--Portal:TimeZone={zone.Id}"]);
        try
        {
            var (records, cells) = await host.Get<TimeZoneChange>().RunAsync(zone, stop);
            Console.WriteLine($"time zone {zone.Id}");
            Console.WriteLine($"records changed {records}");
            Console.WriteLine($"cells {cells}");
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new CommandFailure($"Interrupted. Run `rebuild --time-zone {zone.Id}` again to finish it; until then nothing starts.");
        }
    }
}
