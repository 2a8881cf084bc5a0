namespace Portal.Figures;

/// <summary>Marks the texts of this feature.</summary>
public sealed class FiguresText;
