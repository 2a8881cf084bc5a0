using Microsoft.AspNetCore.Components;

namespace Portal.Controls;

/// <summary>A button with a menu, both given by the page.</summary>
public sealed class DropMenu : MenuButton
{
    [Parameter, EditorRequired]
    public required RenderFragment Button { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    [Parameter]
    public string? Label { get; set; }

    protected override RenderFragment Face => Button;

    protected override RenderFragment Items => ChildContent;

    protected override string? Name => Label;
}
