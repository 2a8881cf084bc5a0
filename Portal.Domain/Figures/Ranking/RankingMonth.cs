namespace Portal.Domain.Figures.Ranking;

/// <summary>The city's ranking of a month.</summary>
/// <param name="Month">The first day of the month.</param>
/// <param name="Rows">By place, then in the order of the form; those without a place last.</param>
public sealed record RankingMonth(DateOnly Month, IReadOnlyList<RankedGovernment> Rows)
{
    /// <summary>The row of the government whose sheet it is; null when the form has none with its name.</summary>
    public RankedGovernment? Own => Rows.FirstOrDefault(row => row.IsOwn);
}
