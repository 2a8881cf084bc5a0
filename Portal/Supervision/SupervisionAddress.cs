using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Rules;
using Portal.Navigation;

namespace Portal.Supervision;

/// <summary>The states of cards that people look for together.</summary>
public enum CardStage
{
    /// <summary>Unit or office has to act. The default.</summary>
    Active,

    /// <summary>The unit has to react.</summary>
    Open,

    /// <summary>The office has to decide.</summary>
    Decide,

    /// <summary>Nothing is left to do.</summary>
    Done,

    All,
}

/// <summary>The board of cards with its filters, as its address has them.</summary>
/// <param name="Unit">Code of a unit, with all below it; null for the reader's own.</param>
/// <param name="Level">Null for all.</param>
/// <param name="Stage">Which states.</param>
public sealed record SupervisionAddress(string? Unit = null, CardLevel? Level = null, CardStage Stage = CardStage.Active)
{
    /// <summary>Reads an address; what is no value of a filter filters nothing.</summary>
    /// <param name="address">The path with its query.</param>
    public static SupervisionAddress Parse(string address)
    {
        var query = new AddressQuery(address);
        return new(query.Text("unit"), query.Word<CardLevel>("level"), query.Word<CardStage>("state") ?? CardStage.Active);
    }

    /// <summary>The address of one card.</summary>
    public static string OfCard(long id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{PortalUrls.Cards}/{id}");

    /// <summary>The states of the stage; empty for all.</summary>
    public IReadOnlyList<CardState> States =>
        Stage switch
        {
            CardStage.Active => [CardState.Issued, CardState.Acknowledged, CardState.Answered, CardState.Contested],
            CardStage.Open => [CardState.Issued, CardState.Acknowledged],
            CardStage.Decide => [CardState.Answered, CardState.Contested],
            CardStage.Done => [CardState.Closed, CardState.Withdrawn],
            CardStage.All => [],
        };

    public string ToUri() =>
        AddressQuery.Write(PortalUrls.Supervision, ("unit", Unit), ("level", Level), ("state", Stage == CardStage.Active ? null : Stage));
}
