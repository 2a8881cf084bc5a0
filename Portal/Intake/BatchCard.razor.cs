using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Intake.Batches;

namespace Portal.Intake;

/// <summary>The progress and the result of an import.</summary>
public sealed partial class BatchCard
{
    [Parameter, EditorRequired]
    public required ImportBatch Batch { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    /// <summary>Raised to import another file.</summary>
    [Parameter]
    public EventCallback OnAnother { get; set; }

    /// <summary>Raised to import the file that was tried.</summary>
    [Parameter]
    public EventCallback OnImportNow { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    private bool IsUnderWay => Batch.Status is ImportStatus.Queued or ImportStatus.Running;

    private double Share => Batch.BytesTotal == 0 ? 0 : Math.Clamp((double)Batch.BytesRead / Batch.BytesTotal, 0, 1);

    private (string, long)[] Counts =>
        [
            ("received", Batch.Received),
            ("created", Batch.Created),
            ("updated", Batch.Updated),
            ("unchanged", Batch.Unchanged),
            ("stale", Batch.Stale),
            ("rejected", Batch.Rejected),
            ("doubtful", Batch.Doubtful),
            ("cleared", Batch.Cleared),
        ];

    private IReadOnlyList<string> Notices =>
        Batch.NoticesJson is { } json ? JsonSerializer.Deserialize<IReadOnlyList<string>>(json) ?? [] : [];

    /// <summary>The remaining time, estimated by the speed so far; null at the beginning.</summary>
    private string? Left
    {
        get
        {
            if (Batch.StartedAt is not { } started || Share < 0.02)
                return null;
            var seconds = (Clock.GetUtcNow() - started).TotalSeconds * (1 - Share) / Share;
            return seconds < 90 ? Text["seconds", Math.Ceiling(seconds)] : Text["minutes", Math.Ceiling(seconds / 60)];
        }
    }
}
