using System.Globalization;
using Portal.Domain.Rectifications;
using Portal.Navigation;

namespace Portal.Rectifications;

/// <summary>The orders that people look for together.</summary>
public enum RectificationStage
{
    /// <summary>Unit or office has to act. The default.</summary>
    Open,

    /// <summary>The unit has to mend.</summary>
    Unit,

    /// <summary>The unit has let the last day pass.</summary>
    Overdue,

    /// <summary>The office has to decide.</summary>
    Office,

    /// <summary>Nothing is left to do.</summary>
    Ended,

    All,
}

/// <summary>The list of orders with its filters, as its address has them.</summary>
/// <param name="Unit">Code of a unit, with all below it; null for the reader's own.</param>
/// <param name="Stage">Which states.</param>
/// <param name="Text">A part of the problem or the basis; null for all.</param>
/// <param name="Before">The number of an order: only earlier ones are listed; null for the latest.</param>
public sealed record RectificationsAddress(
    string? Unit = null,
    RectificationStage Stage = RectificationStage.Open,
    string? Text = null,
    long? Before = null
)
{
    /// <summary>Reads an address; what is no value of a filter filters nothing.</summary>
    /// <param name="address">The path with its query.</param>
    public static RectificationsAddress Parse(string address)
    {
        var query = new AddressQuery(address);
        return new(
            query.Text("unit"),
            query.Word<RectificationStage>("state") ?? RectificationStage.Open,
            query.Text("text", RectificationFilter.MostText),
            query.Number("before")
        );
    }

    /// <summary>The address of one order.</summary>
    public static string Of(long id) => string.Create(CultureInfo.InvariantCulture, $"{PortalUrls.Rectifications}/{id}");

    /// <summary>The address at which the office orders a unit to mend what a card is about; null for an order without a card.</summary>
    public static string OfNew(long? card) =>
        card is { } id
            ? string.Create(CultureInfo.InvariantCulture, $"{PortalUrls.NewRectification}?card={id}")
            : PortalUrls.NewRectification;

    /// <summary>The address of a supervision card.</summary>
    public static string OfCard(long card) => string.Create(CultureInfo.InvariantCulture, $"{PortalUrls.Cards}/{card}");

    /// <summary>The address of a file of evidence.</summary>
    public static string OfFile(long file) => string.Create(CultureInfo.InvariantCulture, $"{PortalUrls.RectificationEvidence}/{file}");

    /// <summary>The states of the stage; empty for all.</summary>
    public IReadOnlyList<RectificationState> States =>
        Stage switch
        {
            RectificationStage.Open => [RectificationState.Ordered, RectificationState.Submitted],
            RectificationStage.Unit or RectificationStage.Overdue => [RectificationState.Ordered],
            RectificationStage.Office => [RectificationState.Submitted],
            RectificationStage.Ended => [RectificationState.Closed, RectificationState.Withdrawn],
            RectificationStage.All => [],
        };

    /// <summary>True for overdue orders alone; null for all of the stage.</summary>
    public bool? IsOverdue => Stage == RectificationStage.Overdue ? true : null;

    public string ToUri() =>
        AddressQuery.Write(
            PortalUrls.Rectifications,
            ("unit", Unit),
            ("state", Stage == RectificationStage.Open ? null : Stage),
            ("text", string.IsNullOrEmpty(Text) ? null : Text),
            ("before", Before)
        );
}
