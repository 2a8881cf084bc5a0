using System.CommandLine;
using System.Data.Common;
using Portal.CommandLine;
using Portal.Domain.Data.Faults;
using Portal.Domain.Data.Files;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Moving;
using Portal.Jobs.Hosting;

namespace Portal;

/// <summary>
/// The command line; without a command it serves. Exit code 0 on success, 1 with a reason on standard error, 2 for wrong usage.
/// </summary>
public static class PortalCommands
{
    /// <summary>A command failed; the reason is on standard error.</summary>
    public const int Failed = 1;

    /// <summary>The command line is invalid.</summary>
    public const int WrongUsage = 2;

    private const string Stopped = "The command was stopped before it ended.";

    // What a command does when it is told to stop, such as to roll back; then the process ends with the work undone.
    private static readonly TimeSpan s_mostToStop = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            // Without a command, settings alone serve: dotnet run --project Portal -- --urls http://…
            if (args is not [] && args[0] != "serve" && !args[0].StartsWith('-'))
                return await RunCommandAsync(args);
            if (Array.Find(args, IsHelp) is { } help)
                return await RunCommandAsync(args[0] == "serve" ? ["serve", help] : [help]);
            return await ServeCommand.RunAsync(args is ["serve", .. var rest] ? rest : args);
        }
        catch (SettingsException wrong)
        {
            return PortalHost.Explain(wrong);
        }
        catch (OperationCanceledException)
        {
            return Fail(Stopped);
        }
        catch (DbException broken)
        {
            return Fail($"The database cannot be used: {broken.Message}");
        }
        catch (Exception refused)
            when (refused
                    is CommandFailure
                        or BackupException
                        or UnusableDatabaseException
                        or StorageUnavailableException
                        or MoveException
                        or RecordFileException
                        or ProfileException
                        or ArgumentException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            return Fail(refused.Message);
        }
    }

    private static int Fail(string reason)
    {
        Console.Error.WriteLine(reason);
        return Failed;
    }

    private static bool IsHelp(string argument) => argument is "--help" or "-h" or "-?" or "--version";

    private static async Task<int> RunCommandAsync(string[] args)
    {
        var settings = Array.FindAll(args, IsSetting);
        var parsed = Root(settings).Parse(Array.FindAll(args, a => !IsSetting(a)));
        if (parsed.Errors.Count == 0)
        {
            var code = await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = s_mostToStop }
            );
            // The library's own code says that the command did not stop in time.
            return code is 0 or Failed or WrongUsage ? code : Fail(Stopped);
        }
        foreach (var error in parsed.Errors)
            await Console.Error.WriteLineAsync(error.Message);
        await Console.Error.WriteLineAsync(
            parsed.CommandResult.Command is RootCommand ? "See: --help" : $"See: {parsed.CommandResult.Command.Name} --help"
        );
        return WrongUsage;
    }

    // Any command accepts settings: --Portal:Database=postgres.
    private static bool IsSetting(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal)
        && argument.IndexOf('=') is > 0 and var equals
        && argument.IndexOf(':') is > 0 and var colon
        && colon < equals;

    private static RootCommand Root(string[] settings) =>
        new("马上就办 performance portal. Without a command it serves; settings may be given as --Key:Name=value.")
        {
            new Command(
                "serve",
                "Serve pages, the API and the jobs until the process is stopped (default). "
                    + "--first-start makes a database that is not there. Addresses are given as --urls http://localhost:5080, "
                    + "settings as --Key:Name=value."
            ),
            ImportCommand.Create(settings),
            ReportCommand.Create(settings),
            FigureCommands.Verify(settings),
            FigureCommands.Rebuild(settings),
            BackupCommands.BackUp(settings),
            BackupCommands.Restore(settings),
            MoveCommand.Create(settings),
            AccessCommands.Keys(settings),
            AccessCommands.Users(settings),
            KeyringCommands.Renew(settings),
            ProfileCommands.Create(settings),
            DemoCommand.Create(settings),
        };
}
