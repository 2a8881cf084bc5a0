using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using MudBlazor;

namespace Portal.Controls;

/// <summary>A column of a <see cref="PortalGrid{T}"/>: sorted, searched and filtered by the text that it shows.</summary>
/// <remarks>Unlike MudBlazor's own property columns it compiles no expression whenever a page is rendered.</remarks>
public sealed class GridColumn<T> : TemplateColumn<T>
{
    /// <summary>What the cell says, also to the search and the filter; empty for a column of buttons, which is neither sorted nor filtered.</summary>
    [Parameter]
    public Func<T, string?>? Text { get; set; }

    /// <summary>What rows are ordered by; the text when absent.</summary>
    [Parameter]
    public Func<T, object?>? Order { get; set; }

    /// <summary>Figures stand at the right, in columns of equal digits.</summary>
    [Parameter]
    public bool IsNumber { get; set; }

    /// <summary>What the head says where a group's name above it says the rest; the title when absent.</summary>
    [Parameter]
    public string? ShortTitle { get; set; }

    /// <summary>A column without a name in its head still has one for who listens, and in the choice of columns.</summary>
    [Parameter]
    public bool HidesTitle { get; set; }

    [CascadingParameter]
    public PortalGrid<T>? Grid { get; set; }

    protected override object? CellContent(T item) => Text?.Invoke(item);

    protected override void OnInitialized()
    {
        Sortable = Filterable = Text is not null || Order is not null;
        Resizable = Hideable = Text is not null;
        if ((Order ?? Text) is { } order)
            SortBy = order;
        if (IsNumber)
            (CellClass, HeaderClass) = ($"{CellClass} number", $"{HeaderClass} number");
        if (HidesTitle)
            HeaderTemplate ??= _ => SaidTitle;
        if (ShortTitle is not null)
            HeaderTemplate ??= _ => builder => builder.AddContent(0, ShortTitle);
        CellClassFunc ??= row => IsNothing(row) ? "nothing" : "";
        if (Text is not null)
            FilterTemplate ??= _ => Filter;
        base.OnInitialized();
    }

    // Takes no line on the card that a row is on a phone.
    private bool IsNothing(T row) => Text is not null && Text(row) is null or "" or "—";

    private void SaidTitle(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "visually-hidden");
        builder.AddContent(2, Title);
        builder.CloseElement();
    }

    private void Filter(RenderTreeBuilder builder)
    {
        if (Grid is null)
            return;
        builder.OpenElement(0, "input");
        builder.AddAttribute(1, "type", "search");
        builder.AddAttribute(2, "class", "grid-input");
        builder.AddAttribute(3, "maxlength", PortalGrid<T>.MostTyped);
        builder.AddAttribute(4, "aria-label", Grid.FilterLabel(this));
        builder.AddAttribute(5, "data-filter", Title);
        builder.AddAttribute(6, "value", Grid.FilterOf(this));
        builder.AddAttribute(
            7,
            "oninput",
            EventCallback.Factory.Create<ChangeEventArgs>(Grid, change => Grid.Filter(this, change.Value as string))
        );
        builder.CloseElement();
    }
}
