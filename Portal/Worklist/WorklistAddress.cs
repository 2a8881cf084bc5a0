using Microsoft.AspNetCore.WebUtilities;
using Portal.Campaigns;
using Portal.Domain.Worklist;
using Portal.Navigation;
using Portal.Rectifications;
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
        var mark = address.IndexOf('?', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(mark < 0 ? "" : address[mark..].Split('#')[0]);
        return new(
            Text("unit") is { Length: <= Portal.Domain.Organisation.Unit.CodeLength } unit ? unit : null,
            UrlNames.TryParse<WorkKind>(Text("kind"), out var kind) ? kind : null,
            UrlNames.TryParse<DueSpan>(Text("due"), out var due) ? due : null
        );

        string? Text(string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
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
        };

    /// <summary>Whether the filters show the task.</summary>
    public bool Shows(WorkItem item) => (Kind is null || item.Kind == Kind) && (Due is null || item.Due == Due);

    public string ToUri()
    {
        var query = new List<string>(3);
        if (Unit is { } unit)
            query.Add($"unit={Uri.EscapeDataString(unit)}");
        if (Kind is { } kind)
            query.Add($"kind={UrlNames.Of(kind)}");
        if (Due is { } due)
            query.Add($"due={UrlNames.Of(due)}");
        return query.Count == 0 ? PortalUrls.Tasks : $"{PortalUrls.Tasks}?{string.Join('&', query)}";
    }
}
