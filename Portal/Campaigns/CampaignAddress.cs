using System.Globalization;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Campaigns.Reading;
using Portal.Navigation;

namespace Portal.Campaigns;

/// <summary>The states of items that people look for together.</summary>
public enum ItemStage
{
    /// <summary>The default.</summary>
    All,

    /// <summary>The unit has to report.</summary>
    Open,

    /// <summary>Of these, the deadline is past.</summary>
    Overdue,

    /// <summary>The office has to decide.</summary>
    Reported,

    Done,

    Dropped,
}

/// <summary>The page of a campaign with its filters, as its address has them.</summary>
/// <param name="Number">The campaign's number; 0, which none has, for what is no number.</param>
/// <param name="On">The day at whose end the figures are shown; null for today.</param>
/// <param name="Unit">Code of a unit, with all below it; null for the reader's own.</param>
/// <param name="Phase">The position of a phase; null for all.</param>
/// <param name="Stage">Which items.</param>
/// <param name="Item">The item whose history is shown; null for none.</param>
public sealed record CampaignAddress(
    int Number,
    DateOnly? On = null,
    string? Unit = null,
    int? Phase = null,
    ItemStage Stage = ItemStage.All,
    long? Item = null
)
{
    /// <summary>Reads an address; what is no value of a filter filters nothing.</summary>
    /// <param name="number">The campaign's number, as the path has it.</param>
    /// <param name="address">The path with its query.</param>
    public static CampaignAddress Parse(string number, string address)
    {
        var query = new AddressQuery(address);
        return new(
            Whole(number) ?? 0,
            query.Day("on"),
            query.Text("unit"),
            Whole(query.Text("phase")),
            query.Word<ItemStage>("state") ?? ItemStage.All,
            query.Number("item")
        );
    }

    /// <summary>The address of a campaign.</summary>
    public static string Of(int number) => new CampaignAddress(number).ToUri();

    /// <summary>What the items are filtered by.</summary>
    /// <param name="unitId">The id of <see cref="Unit"/>.</param>
    public ItemFilter Filter(int? unitId) =>
        new(
            unitId,
            Phase,
            Stage switch
            {
                ItemStage.All or ItemStage.Overdue => null,
                ItemStage.Open => ItemState.Open,
                ItemStage.Reported => ItemState.Reported,
                ItemStage.Done => ItemState.Done,
                ItemStage.Dropped => ItemState.Dropped,
            },
            Stage == ItemStage.Overdue
        );

    /// <summary>The path of the campaign's page.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"{PortalUrls.Campaigns}/{Number}");

    public string ToUri() =>
        AddressQuery.Write(
            Path,
            ("on", On),
            ("unit", Unit),
            ("phase", Phase),
            ("state", Stage == ItemStage.All ? null : Stage),
            ("item", Item)
        );

    private static int? Whole(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
