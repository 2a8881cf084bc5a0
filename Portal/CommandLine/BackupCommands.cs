using System.CommandLine;
using Portal.Domain.Data;

namespace Portal.CommandLine;

/// <summary><c>backup FILE</c> and <c>restore FILE</c>.</summary>
internal static class BackupCommands
{
    public static Command BackUp(string[] settings) =>
        Create(settings, "backup", "Copy the database to a new file while it is in use.", (files, file) => files.BackUp(file));

    public static Command Restore(string[] settings) =>
        Create(
            settings,
            "restore",
            "Replace the database by a backup; no process of the portal may be running.",
            (files, file) => files.Restore(file)
        );

    private static Command Create(string[] settings, string name, string description, Action<SqliteFile, string> act)
    {
        var file = new Argument<string>("file");
        var command = new Command(name, description) { file };
        command.SetAction(
            async (parsed, _) =>
            {
                await using var host = CommandHost.Create(settings);
                act(host.Get<SqliteFile>(), Path.GetFullPath(parsed.GetRequiredValue(file)));
                return 0;
            }
        );
        return command;
    }
}
