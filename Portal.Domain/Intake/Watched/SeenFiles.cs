namespace Portal.Domain.Intake.Watched;

/// <summary>The files that earlier looks saw in a watched folder, and since when each is as it is; each process keeps its own.</summary>
public sealed class SeenFiles
{
    private readonly Dictionary<string, (FolderFile File, DateTimeOffset Since)> _files = new(StringComparer.Ordinal);

    /// <summary>Whether an earlier look saw the file as it is now, and so long ago; else remembers it.</summary>
    internal bool IsUnchanged(FolderFile file, DateTimeOffset now, TimeSpan span)
    {
        if (_files.TryGetValue(file.Name, out var known) && known.File == file && known.Since <= now)
            return now - known.Since >= span;
        _files[file.Name] = (file, now);
        return false;
    }

    /// <summary>Forgets the files that are gone.</summary>
    internal void Keep(IReadOnlyList<FolderFile> present)
    {
        var names = present.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _files.Keys.Where(name => !names.Contains(name)).ToList())
            _files.Remove(gone);
    }
}
