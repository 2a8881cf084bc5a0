using Portal.Domain.Figures.Sources;
using Portal.Domain.Metrics.Formulas;

namespace Portal.Domain.Metrics.Reported;

/// <summary>A unit's reported figures of a month beside the counts of its own records, whichever of them is the source of record.</summary>
/// <param name="Form">Code of the form of the reported figures.</param>
/// <param name="Source">The source of record.</param>
/// <param name="Approved">False while the reported figures are provisional or missing.</param>
/// <param name="Reported">Null when nothing was submitted.</param>
/// <param name="Counted">Null when the unit has no record in the month.</param>
/// <param name="Note">The explanation; null when nobody gave one.</param>
public sealed record ReconciledMonth(
    int UnitId,
    string UnitCode,
    string UnitName,
    string Form,
    FigureSource Source,
    bool Approved,
    Measures? Reported,
    Measures? Counted,
    ReconciliationNote? Note
)
{
    /// <summary>The compared figures, in the order of display.</summary>
    public static IReadOnlyList<(MetricName Name, Func<Measures, long> Of)> Compared { get; } =
    [
        (MetricName.Accepted, m => m.Accepted),
        (MetricName.OnTheSpotRatio, m => m.OnTheSpot),
        (MetricName.Closed, m => m.Closed),
        (MetricName.Overdue, m => m.Overdue),
    ];

    /// <summary>Whether at least one difference is so large that it needs an explanation.</summary>
    public bool NeedsNote =>
        Reported is { } reported && Counted is { } counted && Compared.Any(c => IsLarge(c.Of(reported), c.Of(counted)));

    /// <summary>Whether the difference is more than 5 % of the counted number, and more than 2.</summary>
    public static bool IsLarge(long reported, long counted) => Math.Abs(reported - counted) > Math.Max(2m, 0.05m * counted);
}
