namespace Portal.Metrics;

/// <summary>The texts of figures: their names, definitions and changes, and the leaders' pages.</summary>
public sealed class MetricsText;
