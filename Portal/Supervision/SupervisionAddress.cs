using Microsoft.AspNetCore.WebUtilities;
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
    /// <summary>The longest code in an address, in characters.</summary>
    private const int LongestUnit = 64;

    /// <summary>Reads an address; what is no value of a filter filters nothing.</summary>
    /// <param name="address">The path with its query.</param>
    public static SupervisionAddress Parse(string address)
    {
        var mark = address.IndexOf('?', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(mark < 0 ? "" : address[mark..].Split('#')[0]);
        var unit = query.TryGetValue("unit", out var code) && code.ToString() is { Length: > 0 and <= LongestUnit } text ? text : null;
        return new(
            unit,
            UrlNames.TryParse<CardLevel>(query.TryGetValue("level", out var level) ? level.ToString() : null, out var l) ? l : null,
            UrlNames.TryParse<CardStage>(query.TryGetValue("state", out var stage) ? stage.ToString() : null, out var s)
                ? s
                : CardStage.Active
        );
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

    public string ToUri()
    {
        var query = new List<string>(3);
        if (Unit is { } unit)
            query.Add($"unit={Uri.EscapeDataString(unit)}");
        if (Level is { } level)
            query.Add($"level={UrlNames.Of(level)}");
        if (Stage != CardStage.Active)
            query.Add($"state={UrlNames.Of(Stage)}");
        return query.Count == 0 ? PortalUrls.Supervision : $"{PortalUrls.Supervision}?{string.Join('&', query)}";
    }
}
