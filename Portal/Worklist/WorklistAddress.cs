using Portal.Campaigns;
using Portal.Domain.Worklist;
using Portal.Navigation;
using Portal.Rectifications;
using Portal.Reviews;
using Portal.Supervision;

namespace Portal.Worklist;

/// <summary>By what the list of tasks is sorted.</summary>
public enum WorkSort
{
    /// <summary>The time that is left: late things first. The default.</summary>
    Due,
    Kind,
    Task,
    Unit,
}

/// <summary>The list of tasks with its filters, as its address has them.</summary>
/// <param name="Unit">Code of a unit, with all below it; null for the reader's own.</param>
/// <param name="Kind">Null for all kinds.</param>
/// <param name="Due">Null for all.</param>
/// <param name="Step">What the reader has to do; null for all.</param>
/// <param name="Unread">Only what is new to the reader, or has changed.</param>
/// <param name="Text">A part of the task or the unit's name; null for all.</param>
/// <param name="Sort">By what it is sorted.</param>
/// <param name="Descending">From the end.</param>
public sealed record WorklistAddress(
    string? Unit = null,
    WorkKind? Kind = null,
    DueSpan? Due = null,
    WorkStep? Step = null,
    bool Unread = false,
    string? Text = null,
    WorkSort Sort = WorkSort.Due,
    bool Descending = false
)
{
    /// <summary>The longest text that is searched for, in characters.</summary>
    public const int MostText = 64;

    /// <summary>Reads an address; what is no value of a filter filters nothing.</summary>
    /// <param name="address">The path with its query.</param>
    public static WorklistAddress Parse(string address)
    {
        var query = new AddressQuery(address);
        var sort = query.Text("sort") ?? "";
        var falls = sort.StartsWith('-');
        var isKnown = UrlNames.TryParse<WorkSort>(falls ? sort[1..] : sort, out var by);
        return new(
            query.Text("unit"),
            query.Word<WorkKind>("kind"),
            query.Word<DueSpan>("due"),
            query.Word<WorkStep>("step"),
            query.Text("unread") == "true",
            query.Text("text", MostText)?.Trim() is { Length: > 0 } text ? text : null,
            isKnown ? by : WorkSort.Due,
            isKnown && falls
        );
    }

    /// <summary>Where the task is done.</summary>
    public static string Of(WorkItem item) =>
        item.Kind switch
        {
            WorkKind.Card => SupervisionAddress.OfCard(item.Number),
            WorkKind.Rectification => RectificationsAddress.Of(item.Number),
            WorkKind.CampaignItems => new CampaignAddress(
                (int)item.Number,
                Unit: item.UnitCode,
                Phase: item.Phase,
                Stage: item.Step == WorkStep.Decide ? ItemStage.Reported : ItemStage.Open
            ).ToUri(),
            WorkKind.Review => ReviewsAddress.Of(item.Number),
        };

    /// <summary>Whether the filters show the task.</summary>
    public bool Shows(WorkItem item) =>
        (Kind is null || item.Kind == Kind)
        && (Due is null || item.Due == Due)
        && (Step is null || item.Step == Step)
        && (!Unread || item.IsUnread)
        && (Text is null || Has(item.Title) || Has(item.UnitName));

    /// <summary>The tasks in the order of the address; those that are equal stay as they are.</summary>
    public IEnumerable<WorkItem> Sorted(IEnumerable<WorkItem> items) =>
        Sort switch
        {
            // What has no due time comes last in either direction.
            WorkSort.Due => Descending
                ? items.OrderBy(item => item.DueAt is null).ThenByDescending(item => item.DueAt)
                : items.OrderBy(item => item.DueAt is null).ThenBy(item => item.DueAt),
            WorkSort.Kind => By(items, item => $"{(int)item.Kind}{3 - (int?)item.Level}", StringComparer.Ordinal),
            WorkSort.Task => By(items, item => item.Title, StringComparer.CurrentCulture),
            WorkSort.Unit => By(items, item => item.UnitName, StringComparer.CurrentCulture),
        };

    /// <summary>The address at which a click on the head of the column sorts.</summary>
    public string SortedBy(WorkSort sort) => (this with { Sort = sort, Descending = Sort == sort && !Descending }).ToUri();

    public string ToUri() =>
        AddressQuery.Write(
            PortalUrls.Tasks,
            ("unit", Unit),
            ("kind", Kind),
            ("due", Due),
            ("step", Step),
            ("unread", Unread ? "true" : null),
            ("text", Text),
            ("sort", Sort == WorkSort.Due && !Descending ? null : (Descending ? "-" : "") + UrlNames.Of(Sort))
        );

    private bool Has(string text) => text.Contains(Text!, StringComparison.CurrentCultureIgnoreCase);

    private IEnumerable<WorkItem> By(IEnumerable<WorkItem> items, Func<WorkItem, string> key, StringComparer comparer) =>
        Descending ? items.OrderByDescending(key, comparer) : items.OrderBy(key, comparer);
}
