using Microsoft.AspNetCore.Components;
using Portal.Domain.Intake.Batches;

namespace Portal.Intake;

/// <summary>Edits the source of each field of records.</summary>
public sealed partial class MappingEditor
{
    [Parameter, EditorRequired]
    public required MappingDraft Draft { get; set; }

    [Parameter, EditorRequired]
    public required FileInspection Inspection { get; set; }

    /// <summary>Called after every change.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private static string TextOf(ChangeEventArgs change) => change.Value?.ToString() ?? "";

    private Task SetAsync(Action set)
    {
        set();
        return Changed.InvokeAsync();
    }
}
