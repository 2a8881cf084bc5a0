using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Ranking;

/// <summary>One district or county in the city's ranking of a month; a null was not published.</summary>
/// <param name="Code">The code of its row in the form.</param>
/// <param name="Name">Its name.</param>
/// <param name="Handled">Appeals handled.</param>
/// <param name="Instant">Of these closed on the day.</param>
/// <param name="Overdue">Of these overdue.</param>
/// <param name="Satisfaction">In per cent.</param>
/// <param name="Score">In points.</param>
/// <param name="Rank">Its place; where no place was published for anybody, that by score, ties shared (1, 2, 2, 4).</param>
/// <param name="IsOwn">The government whose sheet it is.</param>
public sealed record RankedGovernment(
    string Code,
    LocalText Name,
    decimal? Handled,
    decimal? Instant,
    decimal? Overdue,
    decimal? Satisfaction,
    decimal? Score,
    int? Rank,
    bool IsOwn
);
