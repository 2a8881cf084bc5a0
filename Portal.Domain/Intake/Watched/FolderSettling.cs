using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Watched;

/// <summary>Moves a file of a watched folder when its import has ended, with what the sender has to know beside it.</summary>
public sealed class FolderSettling(IDbContextFactory<PortalDb> databases, ImportBatches batches, WriteGate gate, DistrictTime time)
{
    /// <summary>The folder of files whose rows were all taken.</summary>
    public const string Done = "done";

    /// <summary>The folder of files of which rows were rejected, with those rows as a file to mend and drop again.</summary>
    public const string Rejected = "rejected";

    /// <summary>The folder of files that were refused as a whole, or whose import was cancelled, with the reason.</summary>
    public const string Failed = "failed";

    // Longer than processes that share a folder see different states of it.
    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(10);

    /// <summary>All folders into which files are moved.</summary>
    internal static IReadOnlyList<string> OutputFolders { get; } = [Done, Rejected, Failed];

    /// <summary>Moves the file into its output folder, unless the import still waits or runs.</summary>
    /// <remarks>
    /// The reports are written first and may be written again; moving and forgetting the mark are one step that no other process takes at
    /// the same time. A process that dies between the two leaves a mark without a file, see <see cref="ForgetAsync"/>.
    /// </remarks>
    internal async Task SettleAsync(WatchedFolder folder, FolderFile file, ImportBatch batch, CancellationToken cancellation)
    {
        var output = new OutputFolder(folder.Path, OutputFolderOf(batch));
        var to = await output.PrepareAsync(file.Name, ReportsOf(batch), cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Files, cancellation);
        var marked = db.ImportBatches.Where(b => b.Id == batch.Id && b.Origin == batch.Origin);
        if (!await marked.AnyAsync(cancellation) || !output.TryMove(file, to))
            return;
        await marked.ExecuteUpdateAsync(s => s.SetProperty(b => b.Origin, (string?)null), CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Takes the mark of imports that ended a while ago and whose file is gone: the same file may then come again.</summary>
    internal async Task ForgetAsync(WatchedFolder folder, IReadOnlyCollection<string> present, CancellationToken cancellation)
    {
        var (prefix, before) = (folder.Key + "/", time.Now - s_kept);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var marked = await db
            .ImportBatches.Where(b => b.Origin != null && b.Origin.StartsWith(prefix) && b.FinishedAt < before)
            .Select(b => b.Origin!)
            .ToListAsync(cancellation);
        foreach (var gone in marked.Except(present, StringComparer.Ordinal))
        {
            await db
                .ImportBatches.Where(b => b.Origin == gone)
                .ExecuteUpdateAsync(s => s.SetProperty(b => b.Origin, (string?)null), cancellation);
        }
    }

    private static string OutputFolderOf(ImportBatch batch) =>
        batch.Status != ImportStatus.Completed ? Failed
        : batch.Rejected > 0 ? Rejected
        : Done;

    private List<FolderReport> ReportsOf(ImportBatch batch)
    {
        var reports = new List<FolderReport>();
        if (batch.Status != ImportStatus.Completed)
            reports.Add(new(".reason.txt", (file, token) => WriteReasonAsync(batch, file, token)));
        if (batch.Rejected > 0)
            reports.Add(new(".rejected.csv", (file, token) => WriteRowsAsync(batch, file, token)));
        return reports;
    }

    private static async Task WriteReasonAsync(ImportBatch batch, Stream file, CancellationToken cancellation)
    {
        await using var text = new StreamWriter(file, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await text.WriteLineAsync((batch.Failure ?? RowErrors.Message("import.cancelled")).AsMemory(), cancellation);
    }

    private Task WriteRowsAsync(ImportBatch batch, Stream file, CancellationToken cancellation) =>
        RejectedRowsCsv.WriteAsync(file, batch.HeaderJson, batches.RejectedAsync(Actor.System, batch.Id, cancellation), cancellation);
}
