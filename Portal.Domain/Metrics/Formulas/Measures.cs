using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Portal.Domain.Metrics.Formulas;

/// <summary>The additive counts and sums from which every ratio of records is made. Units and periods roll up by adding them.</summary>
/// <remarks>
/// All are 0 or more in a cell; a difference of two may be negative. Times are minutes of limit time (a day counts 1,440).
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Measures
{
    /// <summary>
    /// Records in the cohort: accepted in the period or, by basis closed, closed in it; without withdrawn and not accepted ones.
    /// </summary>
    public long Accepted { get; init; }

    /// <summary>Of them, closed.</summary>
    public long Closed { get; init; }

    /// <summary>Of them, closed on the local day of acceptance.</summary>
    public long OnTheSpot { get; init; }

    /// <summary>Of them, with a due time.</summary>
    public long Due { get; init; }

    /// <summary>Of them, closed after due, or open and past due.</summary>
    public long Overdue { get; init; }

    /// <summary>Of <see cref="Overdue"/>, still open.</summary>
    public long OpenOverdue { get; init; }

    /// <summary>Closed records whose item has a statutory limit.</summary>
    public long Timed { get; init; }

    /// <summary>Σ time used over <see cref="Timed"/>.</summary>
    public long UsedMinutes { get; init; }

    /// <summary>Σ statutory limit over <see cref="Timed"/>.</summary>
    public long StatutoryMinutes { get; init; }

    /// <summary>Closed records rated 非常不满意.</summary>
    public long Rated1 { get; init; }

    /// <summary>Closed records rated 不满意.</summary>
    public long Rated2 { get; init; }

    /// <summary>Closed records rated 基本满意.</summary>
    public long Rated3 { get; init; }

    /// <summary>Closed records rated 满意.</summary>
    public long Rated4 { get; init; }

    /// <summary>Closed records rated 非常满意.</summary>
    public long Rated5 { get; init; }

    /// <summary>撤回: in no denominator.</summary>
    public long Withdrawn { get; init; }

    /// <summary>不予受理: in no denominator.</summary>
    public long NotAccepted { get; init; }

    /// <summary>Records with any of the five grades.</summary>
    public long Rated => Rated1 + Rated2 + Rated3 + Rated4 + Rated5;

    /// <summary>Accepted and not closed.</summary>
    public long Open => Accepted - Closed;

    /// <summary>The four counts of records, without the other measures.</summary>
    public RecordCounts Counts => new(Accepted, Closed, Withdrawn, NotAccepted);

    public bool IsZero => MeasureColumns.Values(in this).IndexOfAnyExcept(0) < 0;

    public static Measures operator +(Measures a, Measures b)
    {
        AddTo(ref a, b);
        return a;
    }

    /// <summary>Adds in place, by vector instructions: a fold or a rebuild does this millions of times.</summary>
    public static void AddTo(ref Measures sum, in Measures more)
    {
        var target = MemoryMarshal.Cast<Measures, long>(new Span<Measures>(ref sum));
        var source = MeasureColumns.Values(in more);
        for (var i = 0; i < target.Length; i += Vector256<long>.Count)
        {
            (Vector256.Create<long>(target[i..]) + Vector256.Create(source[i..])).CopyTo(target[i..]);
        }
    }

    public static Measures operator -(Measures a, Measures b) => a + (b * -1);

    /// <summary>Every measure multiplied; −1 turns a contribution into its reversal.</summary>
    public static Measures operator *(Measures a, long factor) =>
        new()
        {
            Accepted = a.Accepted * factor,
            Closed = a.Closed * factor,
            OnTheSpot = a.OnTheSpot * factor,
            Due = a.Due * factor,
            Overdue = a.Overdue * factor,
            OpenOverdue = a.OpenOverdue * factor,
            Timed = a.Timed * factor,
            UsedMinutes = a.UsedMinutes * factor,
            StatutoryMinutes = a.StatutoryMinutes * factor,
            Rated1 = a.Rated1 * factor,
            Rated2 = a.Rated2 * factor,
            Rated3 = a.Rated3 * factor,
            Rated4 = a.Rated4 * factor,
            Rated5 = a.Rated5 * factor,
            Withdrawn = a.Withdrawn * factor,
            NotAccepted = a.NotAccepted * factor,
        };
}

/// <summary>Counts of records, for queries that need no other measure.</summary>
/// <param name="Accepted">As <see cref="Measures.Accepted"/>.</param>
/// <param name="Closed">As <see cref="Measures.Closed"/>.</param>
/// <param name="Withdrawn">As <see cref="Measures.Withdrawn"/>.</param>
/// <param name="NotAccepted">As <see cref="Measures.NotAccepted"/>.</param>
public readonly record struct RecordCounts(long Accepted, long Closed, long Withdrawn, long NotAccepted)
{
    public bool IsZero => this == default;

    public static RecordCounts operator +(RecordCounts a, RecordCounts b) =>
        new(a.Accepted + b.Accepted, a.Closed + b.Closed, a.Withdrawn + b.Withdrawn, a.NotAccepted + b.NotAccepted);
}
