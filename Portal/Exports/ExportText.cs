namespace Portal.Exports;

/// <summary>The texts of the menu that hands out tables and charts.</summary>
public sealed class ExportText;
