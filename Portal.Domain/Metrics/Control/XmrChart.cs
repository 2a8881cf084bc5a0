namespace Portal.Domain.Metrics.Control;

/// <summary>
/// A control chart of individual values and moving ranges (XmR): the band in which a value varies by itself, so that ordinary variation
/// raises no alarm.
/// </summary>
/// <remarks>
/// σ is the mean moving range ÷ 1.128, the constant d₂ of two values, and the limits are the mean ± 3 σ. Source: NIST/SEMATECH
/// e-Handbook of Statistical Methods, 6.3.2.2. Rules, from the same handbook: one point outside the limits; eight in a row on one side
/// of the mean; two of three in a row beyond 2 σ on one side.
/// </remarks>
public sealed class XmrChart
{
    /// <summary>With fewer values the limits are a trial: they still move much with every new value.</summary>
    public const int FewestValues = 12;

    /// <summary>The expected range of two values of a normal distribution, in units of σ.</summary>
    public const decimal RangeConstant = 1.128m;

    private const int RunLength = 8;

    private XmrChart(decimal mean, decimal meanRange, ControlBounds bounds, IReadOnlyList<decimal?> values)
    {
        (Mean, MeanRange, Count) = (mean, meanRange, values.Count(v => v is not null));
        Lower = bounds.Cut(mean - (3 * Sigma));
        Upper = bounds.Cut(mean + (3 * Sigma));
        Signals = [.. SignalsOf(values)];
    }

    public decimal Mean { get; }

    /// <summary>The mean of the differences between values that follow each other, without their signs.</summary>
    public decimal MeanRange { get; }

    public decimal Sigma => MeanRange / RangeConstant;

    /// <summary>The lower limit, cut at the lowest possible value.</summary>
    public decimal Lower { get; }

    /// <summary>The upper limit, cut at the highest possible value.</summary>
    public decimal Upper { get; }

    /// <summary>The number of values; gaps do not count.</summary>
    public int Count { get; }

    public bool IsTrial => Count < FewestValues;

    /// <summary>One entry for each value and gap, in order: why the value stands out.</summary>
    public IReadOnlyList<ControlSignals> Signals { get; }

    /// <summary>The chart of the values, in order.</summary>
    /// <param name="values">
    /// Null is a gap: no range is taken across it, because the values beside it do not follow each other; a run of values goes on
    /// behind it.
    /// </param>
    /// <param name="bounds">The lowest and highest possible value.</param>
    /// <returns>Null when no two values follow each other: there is no range to judge by.</returns>
    public static XmrChart? Of(IReadOnlyList<decimal?> values, ControlBounds bounds)
    {
        var ranges = values.Zip(values.Skip(1), (value, next) => next - value).OfType<decimal>().Select(Math.Abs).ToList();
        return ranges.Count == 0 ? null : new(values.OfType<decimal>().Average(), ranges.Average(), bounds, values);
    }

    private IEnumerable<ControlSignals> SignalsOf(IReadOnlyList<decimal?> values)
    {
        var run = 0; // above the mean: positive, below: negative
        var (beyond, beforeBeyond) = (0, 0); // the sides on which the last two values were beyond 2 σ
        foreach (var value in values)
        {
            if (value is not { } known)
            {
                yield return ControlSignals.None;
                continue;
            }
            var side = Math.Sign(known - Mean);
            run =
                side == 0 ? 0
                : side == Math.Sign(run) ? run + side
                : side;
            var far = Math.Abs(known - Mean) > 2 * Sigma ? side : 0;
            yield return (known < Lower || known > Upper ? ControlSignals.Outside : ControlSignals.None)
                | (Math.Abs(run) >= RunLength ? ControlSignals.Run : ControlSignals.None)
                | (far != 0 && (far == beyond || far == beforeBeyond) ? ControlSignals.NearLimit : ControlSignals.None);
            (beyond, beforeBeyond) = (far, beyond);
        }
    }
}

/// <summary>Why a value stands out.</summary>
[Flags]
public enum ControlSignals
{
    /// <summary>Ordinary variation.</summary>
    None = 0,

    /// <summary>Outside the limits.</summary>
    Outside = 1,

    /// <summary>At least the eighth in a row on one side of the mean.</summary>
    Run = 2,

    /// <summary>One of two among three in a row beyond 2 σ on one side.</summary>
    NearLimit = 4,
}

/// <summary>The lowest and highest possible value of a metric.</summary>
/// <param name="Highest">Null when there is none.</param>
public readonly record struct ControlBounds(decimal Lowest, decimal? Highest)
{
    /// <summary>Of a number or ratio that has no upper bound.</summary>
    public static ControlBounds Unbounded => new(0, null);

    /// <summary>Of a part of a whole.</summary>
    public static ControlBounds Share => new(0, 1);

    /// <summary>The value or, beyond a bound, the bound.</summary>
    public decimal Cut(decimal value)
    {
        var atMost = Highest is { } highest && value > highest ? highest : value;
        return Math.Max(Lowest, atMost);
    }
}
