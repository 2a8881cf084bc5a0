using Microsoft.AspNetCore.Components;
using Portal.Domain.Intake.Batches;

namespace Portal.Intake;

/// <summary>Edits the source of each field; the file's values can be mapped to the portal's.</summary>
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

    private List<string> ValuesOf(FieldDraft field)
    {
        var column = Inspection.Columns.ToList().FindIndex(c => c.Equals(field.Text, StringComparison.OrdinalIgnoreCase));
        return column < 0 ? [] : [.. Inspection.Values[column].Where(v => v.Length > 0)];
    }

    private Task ChooseKindAsync(FieldDraft field, ChangeEventArgs change) =>
        SetAsync(() =>
        {
            field.Kind = Enum.Parse<SourceKind>(TextOf(change));
            if (field.Kind == SourceKind.Column && !Draft.Columns.Contains(field.Text))
                field.Text = "";
        });

    private Task ChooseTextAsync(FieldDraft field, ChangeEventArgs change) => SetAsync(() => field.Text = TextOf(change));

    private Task ChooseBlankAsync(FieldDraft field, ChangeEventArgs change) => SetAsync(() => field.Blank = TextOf(change));

    private Task ChooseValueAsync(FieldDraft field, string theirs, ChangeEventArgs change) =>
        SetAsync(() =>
        {
            if (TextOf(change) == theirs)
                field.Values.Remove(theirs);
            else
                field.Values[theirs] = TextOf(change);
        });

    private Task SetAsync(Action set)
    {
        set();
        return Changed.InvokeAsync();
    }
}
