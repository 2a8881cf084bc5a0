using Portal.Domain.Intake.Files;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Batches;

/// <summary>
/// The import of one file, waiting, running or ended. It is stored, so that another process can continue after a restart.
/// </summary>
public sealed class ImportBatch
{
    /// <summary>The length of <see cref="Origin"/>, in characters.</summary>
    public const int OriginLength = 65;

    public Guid Id { get; set; }

    public RecordStream Stream { get; set; }

    /// <summary>The file's name on the sender's computer.</summary>
    public required string FileName { get; set; }

    /// <summary>The set of files that were sent together; null for a file that came alone.</summary>
    public Guid? SetId { get; set; }

    /// <summary>
    /// The place of the file in its set, from 0; 0 without a set. Files of a set are imported one after another in this order.
    /// </summary>
    public int Place { get; set; }

    /// <summary>
    /// The mark of the file in a watched folder, as long as it lies there; null for files that people send. Unique: a file is taken once.
    /// </summary>
    public string? Origin { get; set; }

    /// <summary>The path of the uploaded file, relative to the data folder; null once the file is deleted.</summary>
    public string? StoredPath { get; set; }

    /// <summary>
    /// The mapping used to read the file, as it was when the import was requested; null reads the contract's own columns.
    /// </summary>
    public string? MappingJson { get; set; }

    /// <summary>The sheet, encoding and heading row that the sender chose, as a <see cref="Rows.FileReading"/>; null for nothing.</summary>
    public string? ReadingJson { get; set; }

    /// <summary>The source of rows that name none.</summary>
    public string? DefaultSource { get; set; }

    public bool DryRun { get; set; }

    public ImportStatus Status { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the last run began; null while the import waits.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>The last heartbeat of the process that runs the import; null while it waits.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The runs that ended by an error of the portal; after some of them the import fails.</summary>
    public int FailedRuns { get; set; }

    /// <summary>The sender: a user name, or the name of a watched folder.</summary>
    public required string CreatedBy { get; set; }

    /// <summary>The language of error messages: the sender's, such as <c>zh-CN</c>.</summary>
    public required string Language { get; set; }

    /// <summary>The units at or below which the sender may write, as <see cref="UnitScope.ToText"/> gives them.</summary>
    public required string Scope { get; set; }

    public long BytesTotal { get; set; }

    public long BytesRead { get; set; }

    public long Received { get; set; }

    public long Created { get; set; }

    public long Updated { get; set; }

    public long Unchanged { get; set; }

    /// <inheritdoc cref="Pipeline.IntakeResult.Stale"/>
    public long Stale { get; set; }

    /// <inheritdoc cref="Pipeline.IntakeResult.Cleared"/>
    public long Cleared { get; set; }

    /// <inheritdoc cref="Pipeline.IntakeResult.Doubtful"/>
    public long Doubtful { get; set; }

    public long Rejected { get; set; }

    /// <summary>
    /// Notices about the file, and about rows that were taken, as a JSON array of sentences; null when there are none.
    /// </summary>
    public string? NoticesJson { get; set; }

    /// <summary>The reason why the whole file failed; null unless <see cref="ImportStatus.Failed"/>.</summary>
    public string? Failure { get; set; }

    /// <summary>The file's column names as JSON: the heading of the file of rejected rows. Null until the file was opened.</summary>
    public string? HeaderJson { get; set; }

    /// <summary>The format that the file had; null until it was opened.</summary>
    public FileFormat? Format { get; set; }

    /// <inheritdoc cref="Pipeline.RecordFile.CountsFrom1904"/>
    public bool CountsFrom1904 { get; set; }
}

/// <summary>The state of an import.</summary>
public enum ImportStatus : byte
{
    Queued = 1,
    Running = 2,
    Completed = 3,
    Failed = 4,
    Cancelled = 5,
}
