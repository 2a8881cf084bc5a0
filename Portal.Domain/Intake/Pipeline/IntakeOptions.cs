using Portal.Domain.Access.Sources;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>How to import rows.</summary>
public sealed record IntakeOptions(RecordStream Stream)
{
    /// <summary>All or nothing: one transaction, rolled back when any row is rejected.</summary>
    public bool Atomic { get; init; }

    /// <summary>Checks everything and stores nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>The units the sender may write for.</summary>
    public required UnitScope Scope { get; init; }

    /// <summary>The only names of sources that rows may have, of a bound key or profile; null when the sender is bound to none.</summary>
    public IReadOnlyCollection<string>? Sources { get; init; }

    /// <summary>Names that the sender may use although a unit outside its scope holds them, as long as that unit does.</summary>
    public IReadOnlyCollection<BoundSource> Granted { get; init; } = [];

    /// <summary>
    /// Whether the record was entered on the portal's own page, which has checked that the sender may write for the unit. Only then may its
    /// source be one of <see cref="SourceName.EntryPrefix"/>.
    /// </summary>
    public bool IsEntry { get; init; }

    /// <summary>
    /// The units for which names that nobody holds are claimed; null for <see cref="Scope"/>. A correction claims for the sender whose rows
    /// it corrects: else the next file of that sender were refused.
    /// </summary>
    public UnitScope? ClaimsFor { get; init; }

    /// <summary>The user or API key, noted with the names of sources that it claims.</summary>
    public string Sender { get; init; } = "system";

    /// <summary>The import to which the rows belong, kept with the changes that they make; null for rows of a call.</summary>
    public Guid? ImportId { get; init; }

    /// <summary>Why a person changes records by hand, kept with the changes; null for messages of systems.</summary>
    public string? Reason { get; init; }

    /// <summary>The contradictions with which a record is taken, marked as doubtful; a row with any other is rejected.</summary>
    public RecordDoubts Taken { get; init; }

    /// <summary>
    /// Whether a unit or item may be given by its name where no code is so called; of several with the name, a row has to say which.
    /// </summary>
    public bool FindsByName { get; init; }

    /// <summary>How to create missing units and items; null rejects a row that names an unknown one.</summary>
    public CreateMissing? CreateMissing { get; init; }

    /// <summary>
    /// The counts of an interrupted run over the same rows: it wrote the first <see cref="IntakeResult.Received"/> rows, which are skipped.
    /// </summary>
    public IntakeResult? ResumeFrom { get; init; }

    /// <summary>
    /// Stores the counts so far and the batch's rejected rows within the transaction that writes the batch, so that they are never ahead of
    /// the records or behind them. Not called for a batch that is not kept.
    /// </summary>
    public IntakeCheckpoint? Checkpoint { get; init; }

    /// <summary>Rows written in one transaction.</summary>
    public int BatchSize { get; init; } = 5_000;
}

/// <summary>Stores how far an import has come, in the transaction of the last batch.</summary>
/// <param name="db">The batch's transaction.</param>
/// <param name="result">The counts so far, this batch included.</param>
/// <param name="rejected">The batch's rejected rows.</param>
public delegate Task IntakeCheckpoint(PortalDb db, IntakeResult result, IReadOnlyList<ParsedRow> rejected, CancellationToken cancellation);

/// <summary>A profile's permission to create the unknown units and items that rows name.</summary>
/// <param name="ParentUnitCode">The parent of new units; created as a district when it is missing itself.</param>
/// <param name="UnitKind">The kind of new units that rows name as their own.</param>
public sealed record CreateMissing(string ParentUnitCode, UnitKind UnitKind);
