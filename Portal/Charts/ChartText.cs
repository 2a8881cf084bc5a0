namespace Portal.Charts;

/// <summary>The texts around every chart.</summary>
public sealed class ChartText;
