using Microsoft.AspNetCore.Components;
using Portal.Domain.Intake.Batches;
using Portal.Intake.Fields;

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

    private List<string> ValuesOf(SourceDraft field)
    {
        var column = Inspection.Columns.ToList().FindIndex(c => c.Equals(field.Text, StringComparison.OrdinalIgnoreCase));
        return column < 0 ? [] : [.. Inspection.Values[column].Where(v => v.Length > 0)];
    }

    private Task SetAsync(Action set)
    {
        set();
        return Changed.InvokeAsync();
    }
}
