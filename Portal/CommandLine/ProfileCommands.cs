using System.CommandLine;
using Portal.Domain.Access;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Navigation;

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
        var kind = new Option<ImportKind>("--stream", "--kind")
        {
            Description = "cases (default), appeals, units, items or calendar.",
            DefaultValueFactory = _ => ImportKind.Cases,
        };
        var command = new Command("import", "Keep a profile, or replace the one of that name.") { file, name, kind };
        command.SetAction(
            async (parsed, stop) =>
            {
                await using var host = await CommandHost.CreateWithDatabaseAsync(settings, stop);
                var source = parsed.GetRequiredValue(file);
                await using var content = CommandFiles.OpenRead(source);
                if (content.Length > 4L * ProfileJson.LongestText)
                    throw new CommandFailure($"{source.Name} is larger than a profile can be.");
                using var text = new StreamReader(content);
                var json = await text.ReadToEndAsync(stop);
                var profileName = parsed.GetValue(name) ?? Path.GetFileNameWithoutExtension(source.Name);
                await SaveAsync(host.Get<ImportProfiles>(), profileName, parsed.GetValue(kind), json, stop);
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
                var profiles = host.Get<ImportProfiles>();
                foreach (var kind in Enum.GetValues<ImportKind>())
                {
                    foreach (var name in await NamesAsync(profiles, kind, stop))
                        Console.WriteLine($"{name}\t{UrlNames.Of(kind)}");
                }
                return 0;
            }
        );
        return command;
    }

    private static Task SaveAsync(ImportProfiles profiles, string name, ImportKind kind, string json, CancellationToken stop) =>
        kind is ImportKind.Cases or ImportKind.Appeals
            ? profiles.SaveAsync(Actor.System, name, (RecordStream)kind, ProfileJson.Read(json), stop)
            : profiles.SaveAsync(Actor.System, name, (ReferenceKind)kind, ProfileJson.Read(json, (ReferenceKind)kind), stop);

    private static async Task<IEnumerable<string>> NamesAsync(ImportProfiles profiles, ImportKind kind, CancellationToken stop) =>
        kind is ImportKind.Cases or ImportKind.Appeals
            ? (await profiles.ListAsync(Actor.System, (RecordStream)kind, stop)).Select(profile => profile.Name)
            : (await profiles.ListAsync(Actor.System, (ReferenceKind)kind, stop)).Select(profile => profile.Name);
}
