using Portal.Domain.Access;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Reference;

/// <summary>Looks at and imports files of units, items and days that were uploaded.</summary>
/// <remarks>A page that reads a file itself could not be left before the end: so each file is read on another thread.</remarks>
public sealed class ReferenceUploads(ImportStore store, ReferenceImport import)
{
    /// <summary>The columns and values at the beginning of the file.</summary>
    /// <exception cref="PermissionDeniedException">The actor may not import.</exception>
    /// <exception cref="RecordFileException">Nothing in the file can be read.</exception>
    /// <exception cref="FileNotFoundException">The uploaded file is no longer there.</exception>
    public Task<FileInspection> InspectAsync(
        Actor actor,
        ReferenceKind kind,
        string storedName,
        ReferenceRequest request,
        CancellationToken cancellation = default
    )
    {
        actor.Demand(Permissions.ImportsRun);
        return Task.Run(
            async () =>
            {
                await using var content = store.Open(storedName);
                return await ReferencePreview.InspectAsync(kind, content, request, cancellation);
            },
            cancellation
        );
    }

    /// <summary>Imports the file, all or nothing; or only tries it.</summary>
    /// <exception cref="PermissionDeniedException">The actor may not import, or not change the items or the calendar.</exception>
    /// <exception cref="RecordFileException">The file cannot be read.</exception>
    /// <exception cref="FileNotFoundException">The uploaded file is no longer there.</exception>
    public Task<ReferenceImportResult> RunAsync(
        Actor actor,
        ReferenceKind kind,
        string storedName,
        ReferenceRequest request,
        CancellationToken cancellation = default
    )
    {
        actor.Demand(Permissions.ImportsRun);
        return Task.Run(
            async () =>
            {
                await using var content = store.Open(storedName);
                return await import.RunAsync(actor, kind, content, request, cancellation);
            },
            cancellation
        );
    }
}
