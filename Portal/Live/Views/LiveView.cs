using Portal.Domain.Data;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Live.Snapshots;

namespace Portal.Live.Views;

/// <summary>An address made whole: every default filled in, every unit found.</summary>
public sealed record LiveView
{
    /// <summary>With unit and period named, so that any part can be changed by itself.</summary>
    public required LiveAddress Address { get; init; }

    public required LiveKey Key { get; init; }

    public required UnitLink Unit { get; init; }

    /// <summary>From the top of what the reader may see down to the unit, the unit itself last.</summary>
    public required IReadOnlyList<UnitLink> Path { get; init; }

    /// <summary>The latest month that holds records, or the present one: periods are offered from here back.</summary>
    public required DateOnly LatestMonth { get; init; }

    public MetricPeriod Period => Key.Period;
}

/// <summary>A unit of the way down to the one looked at.</summary>
/// <param name="Depth">0 for the top of what the reader may see.</param>
public sealed record UnitLink(int Id, string Code, string Name, UnitKind Kind, int Depth);
