using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Watched;

/// <summary>Makes an import of a file in a watched folder. The file stays where it is until the import has ended.</summary>
/// <remarks>
/// The import carries the mark of the file (<see cref="FolderFile.Origin"/>), which the store holds once: of several processes that take
/// the same file one succeeds, and a process that dies before the file is moved leaves the mark by which the next one knows it.
/// </remarks>
public sealed class FolderTaking(IDbContextFactory<PortalDb> databases, ImportBatches batches, ImportStore store, DistrictTime time)
{
    // Nobody has chosen a language; letters that the portal sends by itself have the same.
    private static readonly CultureInfo s_language = CultureInfo.GetCultureInfo("zh-CN");

    /// <returns>False when the file is not complete, or another process took it.</returns>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    internal async Task<bool> TakeAsync(
        WatchedFolder folder,
        Actor actor,
        ProfileMapping? mapping,
        FolderFile file,
        CancellationToken cancellation
    )
    {
        if (await CopyAsync(folder, file, cancellation) is not { } copy)
            return false;
        var request = new ImportRequest(folder.Stream, file.Name, copy.StoredName ?? "")
        {
            Mapping = mapping,
            DefaultSource = folder.Source,
            Length = file.Length,
        };
        var batch = batches.New(actor, request);
        (batch.Origin, batch.Language, batch.StoredPath) = (file.Origin(folder), s_language.Name, copy.StoredName);
        if (copy.Refusal is { } refusal)
            (batch.Status, batch.Failure, batch.FinishedAt) = (ImportStatus.Failed, refusal, time.Now);
        var isAdded = false;
        try
        {
            isAdded = await AddAsync(batch, cancellation);
            return isAdded;
        }
        finally
        {
            if (!isAdded && copy.StoredName is { } name)
                store.Delete(name);
        }
    }

    private async Task<bool> AddAsync(ImportBatch batch, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.ImportBatches.Add(batch);
        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException)
        {
            await using var fresh = await databases.CreateDbContextAsync(cancellation);
            if (await fresh.ImportBatches.AnyAsync(b => b.Origin == batch.Origin, cancellation))
                return false;
            throw;
        }
    }

    /// <summary>The copy that is imported, or why the file is refused as a whole.</summary>
    /// <returns>Null when the file is being written.</returns>
    private async Task<Copied?> CopyAsync(WatchedFolder folder, FolderFile file, CancellationToken cancellation)
    {
        await using var content = FolderReading.Open(folder.Path, file.Name);
        if (content is null)
            return null;
        try
        {
            CultureInfo.CurrentUICulture = s_language; // of this call: a refusal is told in it
            var (name, length) = await store.SaveAsync(content, cancellation);
            if (length == file.Length && FolderFile.Find(Path.Combine(folder.Path, file.Name)) == file)
                return new(name, Refusal: null);
            store.Delete(name);
            return null;
        }
        catch (RecordFileException refused)
        {
            return new(StoredName: null, refused.Message);
        }
    }

    private sealed record Copied(string? StoredName, string? Refusal);
}
