using Portal.Domain.Records;

namespace Portal.Domain.Intake.Batches;

/// <summary>One file being imported, or that was: what survives a restart of the process that reads it.</summary>
public sealed class ImportBatch
{
    public Guid Id { get; set; }

    public RecordStream Stream { get; set; }

    /// <summary>The name the file had where it came from.</summary>
    public required string FileName { get; set; }

    /// <summary>Where the uploaded bytes wait, relative to the data folder; null once they are gone.</summary>
    public string? StoredPath { get; set; }

    /// <summary>The mapping it is read with, as it was when the import was asked for; null reads the contract's own columns.</summary>
    public string? MappingJson { get; set; }

    /// <summary>The source when rows name none.</summary>
    public string? DefaultSource { get; set; }

    public bool DryRun { get; set; }

    public ImportStatus Status { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When reading began, the last time if it began more than once; null while it waits.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>The last sign of life of whoever reads it; null while it waits.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Who sent it: a user name or an API key's name.</summary>
    public required string CreatedBy { get; set; }

    /// <summary>The sender's language, in which errors are told, such as <c>zh-CN</c>.</summary>
    public required string Language { get; set; }

    /// <summary>The unit within which the sender may write.</summary>
    public int? ScopeUnitId { get; set; }

    public long BytesTotal { get; set; }

    public long BytesRead { get; set; }

    public long Received { get; set; }

    public long Created { get; set; }

    public long Updated { get; set; }

    public long Unchanged { get; set; }

    public long Rejected { get; set; }

    /// <summary>Why the whole file failed; null unless <see cref="ImportStatus.Failed"/>.</summary>
    public string? Failure { get; set; }

    /// <summary>The file's column names as JSON, so that rejected rows can be written out under them.</summary>
    public string? HeaderJson { get; set; }
}

/// <summary>How far an import has come.</summary>
public enum ImportStatus : byte
{
    Queued = 1,
    Running = 2,
    Completed = 3,
    Failed = 4,
    Cancelled = 5,
}
