using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>A request to import one file.</summary>
/// <param name="Stream">The kind of records in the rows.</param>
/// <param name="FileName">The file's name; its extension may decide the format.</param>
/// <param name="Scope">The units its rows may name.</param>
public sealed record FileIntakeRequest(RecordStream Stream, string FileName, UnitScope Scope)
{
    public ProfileMapping? Mapping { get; init; }

    /// <summary>The source of rows that name none.</summary>
    public string? DefaultSource { get; init; }

    /// <inheritdoc cref="RecordFileOptions.FileTime"/>
    public DateTimeOffset? FileTime { get; init; }

    public FileReading Reading { get; init; } = FileReading.Found;

    /// <summary>The user, noted with the names of sources that the file claims.</summary>
    public string Sender { get; init; } = "system";

    /// <inheritdoc cref="IntakeOptions.ClaimsFor"/>
    public UnitScope? ClaimsFor { get; init; }

    /// <inheritdoc cref="IntakeOptions.ImportId"/>
    public Guid? ImportId { get; init; }

    /// <summary>Checks everything and stores nothing.</summary>
    public bool DryRun { get; init; }

    /// <inheritdoc cref="IntakeOptions.ResumeFrom"/>
    public IntakeResult? ResumeFrom { get; init; }

    /// <inheritdoc cref="IntakeOptions.Checkpoint"/>
    public IntakeCheckpoint? Checkpoint { get; init; }
}

/// <summary>The result of the import of one file.</summary>
/// <param name="Result">The counts and first errors of its rows.</param>
/// <param name="Break">The place and reason where reading stopped before the end; null when the whole file was read.</param>
public sealed record FileIntakeOutcome(IntakeResult Result, RowError? Break)
{
    /// <summary>What of the file was not read on purpose, such as other sheets and the rows above the heading; one sentence each.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}
