namespace Portal.Domain.Figures.Forms;

/// <summary>The values that a cell accepts, and what they count as.</summary>
public sealed record IndicatorTraits
{
    /// <summary>The most decimals there can be.</summary>
    public const int MostDecimals = 4;

    /// <summary>件, 天, 平方米 …; null for numbers without a unit.</summary>
    public LocalText? Unit { get; init; }

    /// <summary>Digits after the point, 0 (a whole number) to <see cref="MostDecimals"/>.</summary>
    public int Decimals { get; init; }

    /// <summary>The form cannot be submitted without it.</summary>
    public bool Required { get; init; } = true;

    /// <summary>不适用 may be entered instead of a number.</summary>
    public bool MayNotApply { get; init; }

    /// <summary>The measure of the unit's month that the number adds to; null when it is only kept.</summary>
    public FigureMeasure? Measure { get; init; }
}
