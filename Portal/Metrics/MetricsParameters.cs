namespace Portal.Metrics;

/// <summary>The query parameters of a call for figures, as sent.</summary>
/// <param name="Unit">Code of the unit; the key's own when absent.</param>
/// <param name="From">First month or day, inclusive: 2014-01 or 2014-01-01.</param>
/// <param name="To">Last month or day, inclusive.</param>
/// <param name="Stream">cases (default) or appeals.</param>
/// <param name="Metric">Names separated by commas; all when absent.</param>
/// <param name="By">
/// none (default), unit (the children and, marked "own", what the unit holds itself), month, day, item, channel or department.
/// </param>
/// <param name="Basis">accepted (default) or closed.</param>
/// <param name="Structure">then (default) or today.</param>
/// <param name="AsOf">An instant; now when absent.</param>
/// <param name="Channel">Records of one channel only.</param>
internal sealed record MetricsParameters(
    string? Unit,
    string? From,
    string? To,
    string? Stream,
    string? Metric,
    string? By,
    string? Basis,
    string? Structure,
    string? AsOf,
    string? Channel
);
