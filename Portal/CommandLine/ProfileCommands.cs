using System.CommandLine;
using Portal.Api;
using Portal.Domain.Access;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Records;

namespace Portal.CommandLine;

/// <summary><c>profile import FILE</c> and <c>profile list</c>.</summary>
internal static class ProfileCommands
{
    public static Command Create(string[] settings) =>
        new("profile", "Import profiles: mappings from another system's columns to the portal's.") { Import(settings), List(settings) };

    private static Command Import(string[] settings)
    {
        var file = new Argument<FileInfo>("file") { Description = "The mapping as JSON." }.AcceptExistingOnly();
        var name = new Option<string?>("--name") { Description = "The file's name without its extension when absent." };
        var stream = new Option<RecordStream>("--stream")
        {
            Description = "cases (default) or appeals.",
            DefaultValueFactory = _ => RecordStream.Cases,
        };
        var command = new Command("import", "Keep a profile, or replace the one of that name.") { file, name, stream };
        command.SetAction(
            async (parsed, stop) =>
            {
                await using var host = await CommandHost.CreateWithDatabaseAsync(settings, stop);
                var source = parsed.GetRequiredValue(file);
                if (source.Length > 4L * ProfileJson.LongestText)
                    throw new CommandFailure($"{source.Name} is larger than a profile can be.");
                var mapping = ProfileJson.Read(await File.ReadAllTextAsync(source.FullName, stop));
                var profileName = parsed.GetValue(name) ?? Path.GetFileNameWithoutExtension(source.Name);
                await host.Get<ImportProfiles>().SaveAsync(Actor.System, profileName, parsed.GetValue(stream), mapping, stop);
                Console.WriteLine(profileName);
                return 0;
            }
        );
        return command;
    }

    private static Command List(string[] settings)
    {
        var command = new Command("list", "Show the names of all profiles.");
        command.SetAction(
            async (_, stop) =>
            {
                await using var host = await CommandHost.CreateWithDatabaseAsync(settings, stop);
                foreach (var stream in Enum.GetValues<RecordStream>())
                {
                    foreach (var profile in await host.Get<ImportProfiles>().ListAsync(Actor.System, stream, stop))
                        Console.WriteLine($"{profile.Name}\t{ApiNames<RecordStream>.Of(stream)}");
                }
                return 0;
            }
        );
        return command;
    }
}
