using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Documents.Packaging;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Mending;

/// <summary>
/// The rejected rows of an import: why they were rejected, and their correction. Corrected rows are read with the mapping of the import;
/// the file is not needed again.
/// </summary>
/// <remarks>
/// The texts of the cells are kept, not the cells: a number that lost digits, or a formula without a value, looks like any other text. Such
/// errors of the file stay until the cell is changed.
/// </remarks>
public sealed class RowMending(IDbContextFactory<PortalDb> databases, ImportBatches batches, RecordFileReader reader, IRecordIntake intake)
{
    /// <summary>The most rows that are listed, or sent, at once.</summary>
    public const int MostAtOnce = 50;

    /// <summary>The most rows whose reasons are counted.</summary>
    public const int MostCounted = 20_000;

    private const int MostReasons = 50;

    private static readonly TimeSpan s_mostWork = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The reasons of the first <see cref="MostCounted"/> rejected rows; none when the import is out of the actor's scope.
    /// </summary>
    public async Task<RejectedReasons> ReasonsAsync(Actor actor, Guid batchId, CancellationToken cancellation = default)
    {
        if (await batches.FindAsync(actor, batchId, cancellation) is not { HeaderJson: not null } batch)
            return new([], 0);
        var (counts, examples) = (new Dictionary<(string Field, string Code), int>(), new Dictionary<(string, string), RejectedRow>());
        var (messages, differing) = (new Dictionary<(string, string), string>(), new HashSet<(string, string)>());
        var counted = 0;
        await foreach (var row in batches.RejectedAsync(actor, batchId, cancellation).Take(MostCounted).WithCancellation(cancellation))
        {
            counted++;
            foreach (var error in ErrorsOf(row).DistinctBy(e => (e.Field, e.Code)))
            {
                var reason = (error.Field, error.Code);
                counts[reason] = counts.GetValueOrDefault(reason) + 1;
                examples.TryAdd(reason, row);
                if (!messages.TryAdd(reason, error.Message) && messages[reason] != error.Message)
                    differing.Add(reason);
            }
        }
        var frequent = counts.OrderByDescending(c => c.Value).Take(MostReasons).ToList();
        var reread = await RereadAsync(actor, batch, [.. frequent.Select(c => examples[c.Key]).DistinctBy(r => r.Id)], cancellation);
        var now = reread.ToDictionary(row => row.Id);
        return new([.. frequent.Select(c => ReasonOf(c.Key, c.Value))], counted);

        RejectedReason ReasonOf((string Field, string Code) reason, int rows) =>
            new(reason.Field, reason.Code, ExampleOf(reason), rows, differing.Contains(reason));

        // A row that is valid by now, because its unit exists meanwhile, keeps the error with which it was rejected.
        string ExampleOf((string Field, string Code) reason)
        {
            var row = examples[reason];
            return now[row.Id].Errors.Concat(ErrorsOf(row)).First(e => e.Field == reason.Field && e.Code == reason.Code).Message;
        }
    }

    /// <summary>
    /// At most <see cref="MostAtOnce"/> of the next <see cref="MostCounted"/> rejected rows, each with the reasons for which an import would
    /// reject it now.
    /// </summary>
    /// <param name="actor">Sees the imports within the scope.</param>
    /// <param name="batchId">The import.</param>
    /// <param name="reason">Only rows with this reason; null for all.</param>
    /// <param name="after">Only rows behind this one; null from the first.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<MendableRows> RowsAsync(
        Actor actor,
        Guid batchId,
        (string Field, string Code)? reason = null,
        MendableRow? after = null,
        CancellationToken cancellation = default
    )
    {
        if (await batches.FindAsync(actor, batchId, cancellation) is not { HeaderJson: { } header } batch)
            return MendableRows.None;
        var some = await batches
            .RejectedBehindAsync(actor, batchId, after is null ? null : (after.Line, after.Id), cancellation)
            .Take(MostCounted)
            .Where(row => reason is not { } only || ErrorsOf(row).Exists(e => (e.Field, e.Code) == only))
            .Take(MostAtOnce + 1)
            .ToListAsync(cancellation);
        var shown = some.Take(MostAtOnce).ToList();
        return new(Read<string>(header), await RereadAsync(actor, batch, shown, cancellation), some.Count > MostAtOnce);
    }

    /// <summary>
    /// Imports corrected rows. Those that are taken leave the list, and the import counts them as new, changed or unchanged; all in one
    /// transaction with the records. A tried import takes no rows, since it kept none.
    /// </summary>
    /// <exception cref="PermissionDeniedException">The actor may not import, or not write the stream.</exception>
    /// <exception cref="ArgumentException">More than <see cref="MostAtOnce"/> rows.</exception>
    public async Task<MendResult> MendAsync(
        Actor actor,
        Guid batchId,
        IReadOnlyList<MendedRow> mended,
        CancellationToken cancellation = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mended.Count, MostAtOnce);
        actor.Demand(Permissions.ImportsRun);
        if (
            await batches.FindAsync(actor, batchId, cancellation)
            is not { HeaderJson: { } header, DryRun: false, Status: not (ImportStatus.Queued or ImportStatus.Running) } batch
        )
            return new(0, 0, mended.Count);
        actor.Demand(RecordPermissions.Write(batch.Stream));
        var width = Read<string>(header).Count;
        while (true)
        {
            try
            {
                return await TryMendAsync(actor, batch, width, mended, cancellation);
            }
            catch (RowsGoneException)
            {
                // Another person mended some of the rows meanwhile, and nothing was written: the next time they are not there.
            }
        }
    }

    /// <exception cref="RowsGoneException">Rows were taken meanwhile; nothing was written.</exception>
    private async Task<MendResult> TryMendAsync(
        Actor actor,
        ImportBatch batch,
        int width,
        IReadOnlyList<MendedRow> mended,
        CancellationToken cancellation
    )
    {
        var cells = mended.ToDictionary(row => row.Id, row => row.Cells);
        var ids = cells.Keys.ToArray();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var present = await db
            .RejectedRows.AsNoTracking()
            .Where(r => r.BatchId == batch.Id && EF.Parameter(ids).Contains(r.Id))
            .OrderBy(r => r.Line)
            .ThenBy(r => r.Id)
            .ToListAsync(cancellation);
        if (present.Count == 0)
            return new(0, 0, mended.Count);

        var result = new MendResult(0, 0, mended.Count - present.Count);
        await RunAsync(
            actor,
            batch,
            [.. present.Select(row => Corrected(StoredOf(row, width), cells[row.Id], batch))],
            dryRun: false,
            async (open, counts, rejected, token) =>
            {
                var refused = rejected.ToDictionary(row => present[(int)row.Line - 1].Id);
                long[] taken = [.. present.Select(row => row.Id).Where(id => !refused.ContainsKey(id))];
                var left = await open
                    .RejectedRows.Where(r => r.BatchId == batch.Id && EF.Parameter(taken).Contains(r.Id))
                    .ExecuteDeleteAsync(token);
                var kept = 0;
                foreach (var (id, row) in refused)
                    kept += await KeepAsync(open, id, row, token);
                if (left + kept < present.Count)
                    throw new RowsGoneException();
                await CountAsync(open, batch.Id, counts, left, token);
                result = new(taken.Length, refused.Count, result.Gone);
            },
            cancellation
        );
        return result;
    }

    private static Task<int> KeepAsync(PortalDb db, long id, ParsedRow row, CancellationToken cancellation)
    {
        var (fields, errors) = (JsonSerializer.Serialize(row.Fields), JsonSerializer.Serialize(row.Errors));
        return db
            .RejectedRows.Where(r => r.Id == id)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.FieldsJson, fields).SetProperty(r => r.ErrorsJson, errors), cancellation);
    }

    private static Task<int> CountAsync(PortalDb db, Guid batchId, IntakeResult counts, int left, CancellationToken cancellation) =>
        db
            .ImportBatches.Where(b => b.Id == batchId)
            .ExecuteUpdateAsync(
                s =>
                    s.SetProperty(b => b.Created, b => b.Created + counts.Created)
                        .SetProperty(b => b.Updated, b => b.Updated + counts.Updated)
                        .SetProperty(b => b.Unchanged, b => b.Unchanged + counts.Unchanged)
                        .SetProperty(b => b.Stale, b => b.Stale + counts.Stale)
                        .SetProperty(b => b.Cleared, b => b.Cleared + counts.Cleared)
                        .SetProperty(b => b.Doubtful, b => b.Doubtful + counts.Doubtful)
                        .SetProperty(b => b.Rejected, b => b.Rejected - left),
                cancellation
            );

    /// <summary>What an import would say about the rows now.</summary>
    private async Task<IReadOnlyList<MendableRow>> RereadAsync(
        Actor actor,
        ImportBatch batch,
        IReadOnlyList<RejectedRow> rows,
        CancellationToken cancellation
    )
    {
        if (rows.Count == 0)
            return [];
        var columns = Read<string>(batch.HeaderJson);
        var mapping = MappingOf(batch);
        var stored = rows.Select(row => StoredOf(row, columns.Count)).ToList();
        var errors = new IReadOnlyList<RowError>[rows.Count];
        await RunAsync(actor, batch, stored, dryRun: true, checkpoint: null, cancellation, row => errors[row.Line - 1] = row.Errors);
        return
        [
            .. rows.Select(
                (row, at) =>
                {
                    var wrong = errors[at] ?? [];
                    var concerned = wrong.SelectMany(e => FieldColumns.ColumnsOf(e.Field, columns, batch.Stream, mapping)).ToHashSet();
                    return new MendableRow(row.Id, row.Line, [.. stored[at].Cells.Select(cell => cell ?? "")], wrong, concerned);
                }
            ),
        ];
    }

    private async Task RunAsync(
        Actor actor,
        ImportBatch batch,
        IReadOnlyList<StoredRow> rows,
        bool dryRun,
        IntakeCheckpoint? checkpoint,
        CancellationToken cancellation,
        Action<ParsedRow>? rejected = null
    )
    {
        var request = new FileIntakeRequest(batch.Stream, batch.FileName, actor.ScopeFor(RecordPermissions.Write(batch.Stream)))
        {
            Mapping = MappingOf(batch),
            DefaultSource = batch.DefaultSource,
            FileTime = batch.CreatedAt,
            ImportId = batch.Id,
            Sender = actor.Name,
            ClaimsFor = UnitScope.Parse(batch.Scope),
            DryRun = dryRun,
            Checkpoint = checkpoint,
        };
        var cells = rows.Select(row => row.Cells).ToList();
        var table = new MemoryTable(Read<string>(batch.HeaderJson), cells, new ReadBudget(s_mostWork, cancellation))
        {
            FileCountsFrom1904 = batch.CountsFrom1904,
        };
        // Stored together with the heading.
        var format = batch.Format!.Value;
        await using var file = reader.Open(table, FileIntake.FileOptions(request, format));
        await intake.RunAsync(
            file.ReadAsync(cancellation).Select(row => WithErrors(row, rows[(int)row.Line - 1].Errors)),
            FileIntake.Options(request),
            (row, _) =>
            {
                rejected?.Invoke(row);
                return ValueTask.CompletedTask;
            },
            cancellation: cancellation
        );
    }

    private static ProfileMapping? MappingOf(ImportBatch batch) => batch.MappingJson is { } json ? ProfileJson.Read(json) : null;

    private static ParsedRow WithErrors(ParsedRow row, IReadOnlyList<RowError> ofFile) =>
        ofFile.Count == 0
            ? row
            : row with
            {
                Input = null,
                Errors = [.. ofFile, .. row.Errors.ExceptBy(ofFile.Select(e => (e.Field, e.Code)), e => (e.Field, e.Code))],
            };

    private static StoredRow StoredOf(RejectedRow row, int width) =>
        new(Fitted(Read<string?>(row.FieldsJson), width), ErrorsOf(row).FindAll(e => RowProblems.IsInFile(e.Code)));

    private static StoredRow Corrected(StoredRow stored, IReadOnlyList<string> typed, ImportBatch batch)
    {
        // A cell that the row left out, and that is still blank, is left out again: a blank would clear what is stored of the record.
        var cells = Fitted(
            [
                .. typed.Zip(
                    stored.Cells,
                    (now, then) =>
                        now.Length == 0
                            ? then is null
                                ? null
                                : ""
                            : now
                ),
            ],
            stored.Cells.Count
        );
        var changed = Enumerable.Range(0, cells.Count).Where(at => cells[at] != stored.Cells[at]).ToHashSet();
        var (columns, mapping) = (Read<string>(batch.HeaderJson), MappingOf(batch));
        return new(cells, [.. stored.Errors.Where(error => !IsMended(error))]);

        bool IsMended(RowError error)
        {
            var concerned = FieldColumns.ColumnsOf(error.Field, columns, batch.Stream, mapping).ToList();
            return !RowProblems.StandsForOthers(error.Code)
                && (concerned.Count == 0 ? changed.Count > 0 : concerned.Exists(changed.Contains));
        }
    }

    // A row with too many cells keeps those under a heading, as in the downloaded file.
    private static IReadOnlyList<string?> Fitted(IReadOnlyList<string?> cells, int width) =>
        [.. cells.Take(width), .. Enumerable.Repeat("", Math.Max(0, width - cells.Count))];

    private static List<RowError> ErrorsOf(RejectedRow row) => Read<RowError>(row.ErrorsJson);

    private static List<T> Read<T>(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<T>>(json) ?? [];

    /// <summary>Rolls the transaction back.</summary>
    private sealed class RowsGoneException : Exception;

    /// <summary>A row to read again.</summary>
    /// <param name="Cells">One for each column; null for those that the row leaves out.</param>
    /// <param name="Errors">Those of the file that are not mended.</param>
    private sealed record StoredRow(IReadOnlyList<string?> Cells, IReadOnlyList<RowError> Errors);
}
