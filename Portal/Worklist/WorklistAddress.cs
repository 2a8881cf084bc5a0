using Portal.Campaigns;
using Portal.Domain.Worklist;
using Portal.Navigation;
using Portal.Rectifications;
using Portal.Reviews;
using Portal.Supervision;

namespace Portal.Worklist;

/// <summary>The list of tasks with its filters, as its address has them.</summary>
/// <param name="Unit">Code of a unit, with all below it; null for the reader's own.</param>
/// <param name="Kind">Null for all kinds.</param>
/// <param name="Due">Null for all.</param>
public sealed record WorklistAddress(string? Unit = null, WorkKind? Kind = null, DueSpan? Due = null)
{
    /// <summary>Reads an address; what is no value of a filter filters nothing.</summary>
    /// <param name="address">The path with its query.</param>
    public static WorklistAddress Parse(string address)
    {
        var query = new AddressQuery(address);
        return new(query.Text("unit"), query.Word<WorkKind>("kind"), query.Word<DueSpan>("due"));
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
    public bool Shows(WorkItem item) => (Kind is null || item.Kind == Kind) && (Due is null || item.Due == Due);

    public string ToUri() => AddressQuery.Write(PortalUrls.Tasks, ("unit", Unit), ("kind", Kind), ("due", Due));
}
