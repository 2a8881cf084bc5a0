namespace Portal.Charts;

/// <summary>The content of a chart, independent of the library; <see cref="ApexOptions"/> converts it.</summary>
public sealed record ChartModel
{
    /// <summary>The most series that are distinguishable.</summary>
    public const int MostSeries = 6;

    private readonly IReadOnlyList<ChartSeries> _series = [];

    public required ChartKind Kind { get; init; }

    /// <summary>The question the chart answers: the caption of its table and its name for screen readers.</summary>
    public required string Question { get; init; }

    /// <summary>The steps of the horizontal axis, in order.</summary>
    public required IReadOnlyList<ChartStep> Steps { get; init; }

    /// <summary>At most <see cref="MostSeries"/>, each with one value per step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are more.</exception>
    public required IReadOnlyList<ChartSeries> Series
    {
        get => _series;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Count, MostSeries);
            _series = value;
        }
    }

    /// <summary>A thin labelled line across the chart.</summary>
    public ChartTarget? Target { get; init; }

    /// <summary>How the vertical axis writes its numbers.</summary>
    public ChartFormat Format { get; init; } = ChartFormat.Count;

    /// <summary>Whether only numbers differ, so that the drawing can be updated in place.</summary>
    internal bool HasSameShape(ChartModel other) =>
        Kind == other.Kind
        && Format == other.Format
        && Target == other.Target
        && Steps.SequenceEqual(other.Steps)
        && Series.Select(s => (s.Name, s.Colour, s.Dashed)).SequenceEqual(other.Series.Select(s => (s.Name, s.Colour, s.Dashed)));
}

public enum ChartKind
{
    /// <summary>For time; the axis need not begin at zero.</summary>
    Line,

    /// <summary>For amounts; the axis begins at zero.</summary>
    Column,
}

public enum ChartFormat
{
    Count,
    Percent,
}

/// <param name="Label">The label below the axis; empty when there is no room.</param>
/// <param name="Name">The full name, for the table and the tooltip.</param>
/// <param name="Link">The target of a click; null for none.</param>
public sealed record ChartStep(string Label, string Name, string? Link = null);

public sealed record ChartTarget(decimal Value, string Label);
