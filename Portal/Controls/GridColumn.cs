using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using MudBlazor;

namespace Portal.Controls;

/// <summary>A column of a <see cref="PortalGrid{T}"/>: sorted, searched and filtered by the text that it shows.</summary>
/// <remarks>Unlike MudBlazor's own property columns it compiles no expression whenever a page is rendered.</remarks>
public sealed class GridColumn<T> : TemplateColumn<T>
{
    /// <summary>
    /// The text of the cell, also for search and filter; empty for a column of buttons, which is neither sorted nor filtered.
    /// </summary>
    [Parameter]
    public Func<T, string?>? Text { get; set; }

    /// <summary>The sort key of a row; the text when absent.</summary>
    [Parameter]
    public Func<T, object?>? Order { get; set; }

    /// <summary>The address at which the list is sorted by this column, for a list of which the grid shows a part.</summary>
    [Parameter]
    public string? SortHref { get; set; }

    /// <summary>The list is sorted by this column: from small to large (false), from large to small (true), or not (null).</summary>
    [Parameter]
    public bool? SortsDescending { get; set; }

    /// <summary>
    /// The address at which the column is hidden, or shown again, for a list whose address tells its columns; null where the grid itself
    /// hides them.
    /// </summary>
    [Parameter]
    public string? ToggleHref { get; set; }

    /// <summary>The reader cannot hide it.</summary>
    [Parameter]
    public bool AlwaysShown { get; set; }

    /// <summary>Figures are aligned to the right, with digits of equal width.</summary>
    [Parameter]
    public bool IsNumber { get; set; }

    /// <summary>The short title below a group's name; the title when absent.</summary>
    [Parameter]
    public string? ShortTitle { get; set; }

    /// <summary>A column without a title in its head still has one for screen readers, and in the choice of columns.</summary>
    [Parameter]
    public bool HidesTitle { get; set; }

    [CascadingParameter]
    public PortalGrid<T>? Grid { get; set; }

    protected override object? CellContent(T item) => Text?.Invoke(item);

    protected override void OnInitialized()
    {
        Sortable = Filterable = Text is not null || Order is not null;
        if (Grid is { IsPart: true })
        {
            Sortable = Filterable = false;
            if (SortHref is not null)
                HeaderTemplate ??= _ => SortLink;
        }
        (Resizable, Hideable) = (Text is not null, Text is not null && !AlwaysShown);
        if ((Order ?? Text) is { } order)
            SortBy = order;
        if (IsNumber)
            (CellClass, HeaderClass) = ($"{CellClass} number", $"{HeaderClass} number");
        if (HidesTitle)
            HeaderTemplate ??= _ => HiddenTitle;
        if (ShortTitle is not null)
            HeaderTemplate ??= _ => builder => builder.AddContent(0, ShortTitle);
        CellClassFunc ??= row => IsNothing(row) ? "nothing" : "";
        if (Text is not null)
            FilterTemplate ??= _ => Filter;
        base.OnInitialized();
    }

    // On a phone each row is a card: the column takes no line of it.
    private bool IsNothing(T row) => Text is not null && Text(row) is null or "" or "—";

    private void SortLink(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "class", "sort-link");
        builder.AddAttribute(2, "href", SortHref);
        builder.AddAttribute(3, "data-sort", SortsDescending is { } descending ? (descending ? "descending" : "ascending") : "none");
        builder.AddContent(4, Title);
        if (SortsDescending is { } falls)
            builder.AddContent(5, falls ? " ↓" : " ↑");
        builder.CloseElement();
    }

    private void HiddenTitle(RenderTreeBuilder builder)
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
