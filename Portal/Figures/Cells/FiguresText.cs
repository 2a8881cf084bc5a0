namespace Portal.Figures.Cells;

/// <summary>Marks the texts of this feature.</summary>
public sealed class FiguresText;
