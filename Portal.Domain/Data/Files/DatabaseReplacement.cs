using System.Globalization;
using System.Text.Json;

namespace Portal.Domain.Data.Files;

/// <summary>Puts a checked copy in the place of a SQLite database, and keeps the old one under a number.</summary>
/// <remarks>
/// Only renames, so the old database may be damaged or absent. A marker file, written before the first rename, names the copy and the
/// number: <see cref="Settle"/> finishes what a killed process began, or undoes it when the copy is gone. The log of the old database is
/// renamed with it before the copy gets its place, so it is never applied to the new one. Callers hold <see cref="DatabaseLock"/> or, at
/// the start of a process, the lock of migrations.
/// </remarks>
/// <param name="database">The path of the database.</param>
/// <param name="after">Called after each step; for tests.</param>
internal sealed class DatabaseReplacement(string database, Action<ReplacementStep>? after = null)
{
    /// <summary>The database first: while its log keeps the old name, the database has none and cannot be opened without it.</summary>
    private static readonly (string Suffix, ReplacementStep Step)[] s_parts =
    [
        ("", ReplacementStep.DatabaseKept),
        ("-wal", ReplacementStep.LogKept),
        ("-shm", ReplacementStep.LogKept),
        ("-journal", ReplacementStep.OriginalKept),
    ];

    private string Marker => database + ".restore-marker";

    /// <summary>The path of the copy that will become the database.</summary>
    public string Copy => database + ".restoring";

    /// <summary>A process that was replacing the database was killed.</summary>
    public bool IsPending => File.Exists(Marker);

    /// <summary>Deletes the copy, which has not become the database.</summary>
    public void Discard()
    {
        foreach (var (suffix, _) in s_parts)
            File.Delete(Copy + suffix);
    }

    /// <summary>Puts <see cref="Copy"/>, which is complete and on the disk, in the place of the database.</summary>
    /// <returns>The path under which the old database is kept; null when there was none.</returns>
    public string? Run()
    {
        var original = FreeName();
        DurableFile.Write(Marker, JsonSerializer.Serialize(new Plan(Path.GetFileName(original))));
        after?.Invoke(ReplacementStep.Marked);
        Finish(original);
        return File.Exists(original) ? original : null;
    }

    /// <summary>Finishes a replacement that was interrupted, or undoes it when its copy is gone; removes a copy without a marker.</summary>
    /// <exception cref="UnusableDatabaseException">The marker cannot be read.</exception>
    public void Settle()
    {
        if (!IsPending)
        {
            Discard();
            return;
        }
        var original = Path.Combine(Path.GetDirectoryName(database) ?? "", ReadPlan().Original);
        if (File.Exists(Copy))
        {
            Finish(original);
            return;
        }
        if (!File.Exists(database))
            PutBack(original);
        DurableFile.Delete(Marker);
    }

    private void Finish(string original)
    {
        foreach (var (suffix, step) in s_parts)
        {
            if (File.Exists(database + suffix))
                DurableFile.Rename(database + suffix, Unused(original, suffix));
            after?.Invoke(step);
        }
        DurableFile.Rename(Copy, database);
        after?.Invoke(ReplacementStep.Replaced);
        DurableFile.Delete(Marker);
        after?.Invoke(ReplacementStep.Ended);
    }

    private void PutBack(string original)
    {
        foreach (var (suffix, _) in s_parts)
        {
            if (File.Exists(original + suffix))
                DurableFile.Rename(original + suffix, database + suffix);
        }
    }

    // Another program may have made a database after the old one was renamed: that one is kept too, under the next number.
    private string Unused(string original, string suffix) => (File.Exists(original + suffix) ? FreeName() : original) + suffix;

    /// <summary>The name after all originals that were kept so far.</summary>
    private string FreeName()
    {
        var start = Path.GetFileName(database) + ".before-restore.";
        var highest = Directory
            .EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(database))!, start + "*")
            .Select(file => Path.GetFileName(file)[start.Length..].Split('-')[0])
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Append(0)
            .Max();
        return string.Create(CultureInfo.InvariantCulture, $"{database}.before-restore.{highest + 1}");
    }

    private Plan ReadPlan()
    {
        try
        {
            return JsonSerializer.Deserialize<Plan>(File.ReadAllText(Marker)) ?? throw new JsonException();
        }
        catch (JsonException unreadable)
        {
            throw new UnusableDatabaseException(
                $"A restore of {database} was interrupted and its marker {Marker} cannot be read. Look which of the files "
                    + "beside it is whole, give it the name of the database, and delete the marker.",
                unreadable
            );
        }
    }

    /// <param name="Original">The file name, within the folder of the database, under which the old one is kept.</param>
    private sealed record Plan(string Original);
}
