using Microsoft.AspNetCore.Components;

namespace Portal.Intake.Fields;

/// <summary>Edits the source of one field; the file's values can be mapped to the portal's.</summary>
public sealed partial class SourceEditor
{
    [Parameter, EditorRequired]
    public required SourceDraft Field { get; set; }

    /// <summary>The heading of the file.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Columns { get; set; }

    /// <summary>The values of the field's column in the file.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Values { get; set; }

    /// <summary>Called after every change.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private static string TextOf(ChangeEventArgs change) => change.Value?.ToString() ?? "";

    private Task ChooseKindAsync(ChangeEventArgs change) =>
        SetAsync(() =>
        {
            Field.Kind = Enum.Parse<SourceKind>(TextOf(change));
            if (Field.Kind == SourceKind.Column && !Columns.Contains(Field.Text))
                Field.Text = "";
        });

    private Task ChooseTextAsync(ChangeEventArgs change) => SetAsync(() => Field.Text = TextOf(change));

    private Task ChooseBlankAsync(ChangeEventArgs change) => SetAsync(() => Field.Blank = TextOf(change));

    private Task ChooseValueAsync(string theirs, ChangeEventArgs change) =>
        SetAsync(() =>
        {
            if (TextOf(change) == theirs)
                Field.Values.Remove(theirs);
            else
                Field.Values[theirs] = TextOf(change);
        });

    private Task SetAsync(Action set)
    {
        set();
        return Changed.InvokeAsync();
    }
}
