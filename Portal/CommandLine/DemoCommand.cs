using System.CommandLine;
using Portal.Domain.Demonstration;

namespace Portal.CommandLine;

/// <summary><c>demo</c>: fills an empty database with the demonstration's records; its accounts are made only where <c>Portal:Demo</c> is on.</summary>
internal static class DemoCommand
{
    public static Command Create(string[] settings)
    {
        var command = new Command("demo", "Fill an empty database with the demonstration.");
        command.SetAction(async (_, stop) =>
        {
            await using var host = await CommandHost.CreateWithDatabaseAsync(settings, stop);
            var demonstration = host.Get<TaijiangDemonstration>();
            if (await demonstration.StandingAsync(stop) == DemonstrationStanding.Foreign) throw new CommandFailure("The database already holds other units; the demonstration needs an empty one.");
            using var progress = new ProgressLine<DemonstrationProgress>(p => p.Total > 0 ? $"{p.Stage}: {p.Done:N0} of {p.Total:N0}" : p.Stage.ToString());
            await demonstration.FillAsync(progress, stop);
            return 0;
        });
        return command;
    }
}
