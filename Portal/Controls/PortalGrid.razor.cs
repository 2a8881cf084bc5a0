using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Portal.Controls;

/// <summary>A list that people sort, search and filter, row by row.</summary>
/// <typeparam name="T">A row; rows that are equal are one row.</typeparam>
/// <remarks>
/// The rows are those that the page has read: so the request shows them too, and the circuit begins with them (decision 0019).
/// Where there are more than anybody reads, only those in sight are sent.
/// </remarks>
public sealed partial class PortalGrid<T>
{
    /// <summary>A search or filter may be this long, in characters.</summary>
    public const int MostTyped = 100;

    /// <summary>Up to so many rows are sent whole, by the request too; of more, those in sight.</summary>
    private const int MostSentWhole = 300;

    /// <summary>Fewer rows need no search.</summary>
    private const int SearchFrom = 8;

    /// <summary>In pixels, as mudblazor.css has it.</summary>
    private const float RowHeight = 32;

    private readonly Dictionary<GridColumn<T>, string> _filtered = [];
    private readonly HashSet<Column<T>> _hidden = [];
    private MudDataGrid<T>? _grid;
    private bool _filters;
    private string _search = "";

    [Parameter, EditorRequired]
    public required IReadOnlyList<T> Rows { get; set; }

    /// <summary>The columns: <see cref="GridColumn{T}"/>, in order.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment Columns { get; set; }

    /// <summary>Names the list for who listens.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What is said when there are no rows: what will be here, and how it gets here.</summary>
    [Parameter]
    public string Empty { get; set; } = "";

    /// <summary>A row above the names of the columns that names groups of them; where there is one, no column can be left out.</summary>
    [Parameter]
    public RenderFragment? Header { get; set; }

    /// <summary>Before the tools, in their line.</summary>
    [Parameter]
    public RenderFragment? Heading { get; set; }

    /// <summary>More tools of the page's own.</summary>
    [Parameter]
    public RenderFragment? Tools { get; set; }

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

    private bool CanFilter => Rows.Count >= SearchFrom || IsNarrowed || _filters;

    private bool Searched => HasSearch && CanFilter;

    private bool HasTools => CanFilter || Heading is not null || Tools is not null;

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

    private Task ToggleAsync(Column<T> column) => _hidden.Remove(column) ? column.ShowAsync() : HideAsync(column);

    // One column stays.
    private Task HideAsync(Column<T> column) =>
        Choosable.Count() - _hidden.Count > 1 && _hidden.Add(column) ? column.HideAsync() : Task.CompletedTask;

    private bool Matches(T row) =>
        (_search.Length == 0 || Texts(row).Any(text => Has(text, _search)))
        && _filtered.All(filter => Has(filter.Key.Text!(row), filter.Value));

    private IEnumerable<string?> Texts(T row) => _grid?.RenderedColumns.OfType<GridColumn<T>>().Select(c => c.Text?.Invoke(row)) ?? [];

    private static bool Has(string? text, string part) => text?.Contains(part, StringComparison.CurrentCultureIgnoreCase) == true;
}
