using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Intake.Batches;

namespace Portal.Intake.Pages;

/// <summary>Files that were sent together: how far each import is, and its result.</summary>
public sealed partial class BatchSetCard
{
    /// <summary>At least one, in the order in which they are imported.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ImportBatch> Batches { get; set; }

    /// <summary>Raised with the number of an import that is to be cancelled.</summary>
    [Parameter]
    public EventCallback<Guid> OnCancel { get; set; }

    /// <summary>Raised to cancel all that wait or run.</summary>
    [Parameter]
    public EventCallback OnCancelAll { get; set; }

    /// <summary>Raised to import the files that were tried.</summary>
    [Parameter]
    public EventCallback OnImportNow { get; set; }

    /// <summary>Raised to import other files.</summary>
    [Parameter]
    public EventCallback OnAnother { get; set; }

    private bool IsUnderWay => Ended < Batches.Count;

    private int Ended => Batches.Count(HasEnded);

    /// <summary>By bytes, from 0 to 1: files differ in size; one that has ended counts whole.</summary>
    private double Share =>
        Batches.Sum(b => b.BytesTotal) is var total and > 0
            ? Math.Clamp(Batches.Sum(b => HasEnded(b) ? b.BytesTotal : b.BytesRead) / (double)total, 0, 1)
            : 0;

    private static bool HasEnded(ImportBatch batch) => batch.Status is not (ImportStatus.Queued or ImportStatus.Running);

    private string State(ImportBatch batch)
    {
        var state = Text[$"status.{batch.Status}"].Value;
        if (batch is { Status: ImportStatus.Running, BytesTotal: > 0 })
            state += " " + ((double)batch.BytesRead / batch.BytesTotal).ToString("P0", CultureInfo.CurrentCulture);
        return batch.Failure is { } failure ? $"{state} · {failure}" : state;
    }
}
