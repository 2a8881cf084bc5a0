using System.CommandLine;
using Portal.Domain.Backups;

namespace Portal.CommandLine;

/// <summary><c>backup FILE</c> and <c>restore FILE</c>.</summary>
internal static class BackupCommands
{
    public static Command BackUp(string[] settings)
    {
        var file = new Argument<string>("file");
        var command = new Command("backup", "Copy the database to a new file while it is in use.") { file };
        command.SetAction(
            async (parsed, stop) =>
            {
                await using var host = CommandHost.Create(settings);
                await host.Get<DatabaseBackup>().BackUpAsync(Path.GetFullPath(parsed.GetRequiredValue(file)), stop);
                return 0;
            }
        );
        return command;
    }

    public static Command Restore(string[] settings)
    {
        var file = new Argument<string>("file");
        var replace = new Option<bool>("--replace") { Description = "Also when the backup is of another installation of the portal." };
        var command = new Command(
            "restore",
            "Replace the database by a backup; no process of the portal may be running. The old one is kept, and everybody signs in again."
        )
        {
            file,
            replace,
        };
        command.SetAction(
            async (parsed, stop) =>
            {
                await using var host = CommandHost.Create(settings);
                var original = await host.Get<DatabaseBackup>()
                    .RestoreAsync(Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.GetValue(replace), stop);
                Console.WriteLine(original is null ? "Restored." : $"Restored. The database that was there is kept as {original}.");
                return 0;
            }
        );
        return command;
    }
}
