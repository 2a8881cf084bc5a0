using Microsoft.AspNetCore.Components;
using MudBlazor;
using MudBlazor.Extensions;

namespace Portal.Controls;

/// <summary>A list that people sort, search and filter, row by row.</summary>
/// <typeparam name="T">A row; rows that are equal are one row.</typeparam>
/// <remarks>
/// The page reads all rows: so the request shows them too, and the circuit begins with them (decision 0019).
/// With more than <see cref="MostSentWhole"/> rows, only those in sight are sent.
/// </remarks>
public sealed partial class PortalGrid<T>
{
    /// <summary>The longest text of a search or filter, in characters.</summary>
    public const int MostTyped = 100;

    /// <summary>The most rows that are sent whole, by the request too; with more, only those in sight are sent.</summary>
    private const int MostSentWhole = 300;

    /// <summary>Lists with fewer rows have no search.</summary>
    private const int FewestForSearch = 8;

    /// <summary>In pixels; mudblazor.css has the same number.</summary>
    private const float RowHeight = 32;

    private readonly Dictionary<GridColumn<T>, string> _filtered = [];
    private readonly HashSet<Column<T>> _hidden = [];
    private MudDataGrid<T>? _grid;
    private bool _filters;
    private string _search = "";

    [Parameter, EditorRequired]
    public required IReadOnlyList<T> Rows { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>The columns: <see cref="GridColumn{T}"/>, in order.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment Columns { get; set; }

    /// <summary>The list's name for screen readers.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>The text without rows: what the list will show, and how rows get there.</summary>
    [Parameter]
    public string Empty { get; set; } = "";

    /// <summary>A row of group names above the titles of the columns; with it, no column can be hidden.</summary>
    [Parameter]
    public RenderFragment? Header { get; set; }

    /// <summary>Content in the line of the tools, before them.</summary>
    [Parameter]
    public RenderFragment? Heading { get; set; }

    /// <summary>Further tools of the page.</summary>
    [Parameter]
    public RenderFragment? Tools { get; set; }

    /// <summary>
    /// The rows are one page of a longer list, which the page itself filters and sorts; a column is sorted by its <c>SortHref</c>.
    /// </summary>
    [Parameter]
    public bool IsPart { get; set; }

    /// <summary>False where the page searches its rows itself.</summary>
    [Parameter]
    public bool HasSearch { get; set; } = true;

    [Parameter]
    public Func<T, int, string>? RowClass { get; set; }

    [Parameter]
    public EventCallback<DataGridRowClickEventArgs<T>> RowClick { get; set; }

    [Parameter]
    public string Class { get; set; } = "";

    /// <summary>The rows that match the search and the filters.</summary>
    public IEnumerable<T> Shown => Rows.Where(Matches);

    private bool IsLong => Rows.Count > MostSentWhole;

    private bool CanFilter => !IsPart && (Rows.Count >= FewestForSearch || IsNarrowed || _filters);

    private bool Searched => HasSearch && CanFilter;

    private bool HasTools => IsPart || CanFilter || Heading is not null || Tools is not null;

    private bool IsNarrowed => _search.Length > 0 || _filtered.Count > 0;

    private IEnumerable<Column<T>> Choosable => _grid?.RenderedColumns.Where(c => c.Hideable == true) ?? [];

    internal string FilterLabel(GridColumn<T> column) => Words["filter.by", column.Title ?? ""];

    internal string FilterOf(GridColumn<T> column) => _filtered.GetValueOrDefault(column, "");

    internal void Filter(GridColumn<T> column, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            _filtered.Remove(column);
        else
            _filtered[column] = text.Trim();
    }

    private void Search(ChangeEventArgs change) => _search = (change.Value as string ?? "").Trim();

    private void ToggleFilters()
    {
        _filters = !_filters;
        _filtered.Clear();
    }

    private static string? ToggleHref(Column<T> column) => (column as GridColumn<T>)?.ToggleHref;

    private bool IsHidden(Column<T> column) => ToggleHref(column) is null ? _hidden.Contains(column) : column.GetState(c => c.Hidden);

    private Task ToggleAsync(Column<T> column)
    {
        if (ToggleHref(column) is not { } address)
            return _hidden.Remove(column) ? column.ShowAsync() : HideAsync(column);
        Navigation.NavigateTo(address);
        return Task.CompletedTask;
    }

    // One column stays.
    private Task HideAsync(Column<T> column) =>
        Choosable.Count() - _hidden.Count > 1 && _hidden.Add(column) ? column.HideAsync() : Task.CompletedTask;

    private bool Matches(T row) =>
        (_search.Length == 0 || Texts(row).Any(text => Has(text, _search)))
        && _filtered.All(filter => Has(filter.Key.Text!(row), filter.Value));

    private IEnumerable<string?> Texts(T row) => _grid?.RenderedColumns.OfType<GridColumn<T>>().Select(c => c.Text?.Invoke(row)) ?? [];

    private static bool Has(string? text, string part) => text?.Contains(part, StringComparison.CurrentCultureIgnoreCase) == true;
}
