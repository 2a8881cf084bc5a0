using Portal.Domain.Access;
using Portal.Domain.Access.Sources;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Watched;
using Portal.Domain.Records;

namespace Portal.Jobs.Hosting;

/// <summary>Reads <c>Portal:Imports:Watched</c>.</summary>
public static class WatchedSettings
{
    private const string Section = "Portal:Imports:Watched";
    private const string Folder = "Folder";
    private const string Streams = "cases or appeals";

    private static readonly string[] s_names = [Folder, "Stream", "Unit", "Profile", "Source"];

    /// <summary>Reads the watched folders; whether they are there is asked by <see cref="CheckFolders"/>.</summary>
    internal static WatchedFolderOptions Read(SettingsReader settings)
    {
        var folders = new List<WatchedFolder>();
        foreach (var entry in settings.Configuration.GetSection(Section).GetChildren())
        {
            foreach (var unknown in entry.GetChildren().Where(one => !s_names.Contains(one.Key, StringComparer.OrdinalIgnoreCase)))
                settings.Refuse(unknown.Path, "one of the names " + string.Join(", ", s_names), "");
            var folder = new WatchedFolder(
                PathOf(settings, entry.Path),
                StreamOf(settings, entry.Path),
                Required(settings, entry.Path, "Unit")
            )
            {
                Profile = Short(settings, $"{entry.Path}:Profile", ImportProfile.NameLength),
                Source = SourceOf(settings, $"{entry.Path}:Source"),
            };
            if (folders.Exists(other => Overlap(other.Path, folder.Path)))
                settings.Refuse($"{entry.Path}:{Folder}", "a folder that is not within another one, or around it", "");
            folders.Add(folder);
        }
        return new(folders);
    }

    /// <summary>Refuses folders that are not there, or in which files cannot be moved; for processes that run jobs.</summary>
    public static void CheckFolders(SettingsReader settings)
    {
        foreach (var entry in settings.Configuration.GetSection(Section).GetChildren())
        {
            if (settings.Text($"{entry.Path}:{Folder}") is { } path && !IsUsable(Path.Combine(PortalFolder.Root, path)))
                settings.Refuse($"{entry.Path}:{Folder}", "a folder that is there, in which the portal may read, write and move files", "");
        }
    }

    private static string PathOf(SettingsReader settings, string entry) =>
        Required(settings, entry, Folder) is { Length: > 0 } path
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(PortalFolder.Root, path)))
            : "";

    private static RecordStream StreamOf(SettingsReader settings, string entry) =>
        settings.Text($"{entry}:Stream") is null
            ? settings.Refuse($"{entry}:Stream", Streams, RecordStream.Cases)
            : settings.Choice($"{entry}:Stream", RecordStream.Cases, Streams);

    private static string Required(SettingsReader settings, string entry, string name) =>
        settings.Text($"{entry}:{name}")
        ?? settings.Refuse(
            $"{entry}:{name}",
            name == Folder ? "the path of a folder" : "the code of the unit whose records are dropped",
            ""
        );

    private static string? Short(SettingsReader settings, string key, int most) =>
        settings.Text(key) is { } text && text.Length > most ? settings.Refuse(key, $"at most {most} characters", "") : settings.Text(key);

    private static string? SourceOf(SettingsReader settings, string key) =>
        settings.Text(key) is not { } text ? null
        : SourceRefusal.OfName(text) is null ? SourceName.Clean(text)
        : settings.Refuse(key, $"at most {SourceName.Length} characters, not beginning with {SourceName.EntryPrefix}", "");

    private static bool Overlap(string one, string other) =>
        one.Length > 0 && other.Length > 0 && (IsWithin(one, other) || IsWithin(other, one));

    private static bool IsWithin(string folder, string above) =>
        (folder + Path.DirectorySeparatorChar).StartsWith(
            Path.TrimEndingDirectorySeparator(above) + Path.DirectorySeparatorChar,
            StringComparison.Ordinal
        );

    private static bool IsUsable(string folder)
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(folder).Any();
            var (written, moved) = (Path.Combine(folder, $".{Guid.NewGuid():n}.tmp"), Path.Combine(folder, $".{Guid.NewGuid():n}.tmp"));
            using (new FileStream(written, FileMode.CreateNew)) { }
            File.Move(written, moved, overwrite: false);
            File.Delete(moved);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
