namespace Portal.Figures.Ranking;

/// <summary>The texts of the page of the city's ranking.</summary>
public sealed class RankingText;
