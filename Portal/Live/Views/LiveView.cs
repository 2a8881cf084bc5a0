using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Live.Snapshots;

namespace Portal.Live.Views;

/// <summary>A resolved address: defaults filled in, units found.</summary>
public sealed record LiveView
{
    /// <summary>The address with explicit unit and period, so that links can change any single part.</summary>
    public required LiveAddress Address { get; init; }

    public required LiveKey Key { get; init; }

    public required UnitLink Unit { get; init; }

    /// <summary>The path from the top unit of the user's scope down to the unit, the unit itself last.</summary>
    public required IReadOnlyList<UnitLink> Path { get; init; }

    /// <summary>The first day of the latest month with records, or of the current month; the offered periods end here.</summary>
    public required DateOnly LatestMonth { get; init; }

    public MetricPeriod Period => Key.Period;
}

/// <summary>A unit of the path down to the view's unit.</summary>
/// <param name="Depth">0 for the top unit of the user's scope.</param>
public sealed record UnitLink(int Id, string Code, string Name, UnitKind Kind, int Depth);
