namespace Portal.Domain.Metrics;

/// <summary>The additive counts and sums from which every ratio of records is made. Units and periods roll up by adding them.</summary>
/// <remarks>All are 0 or more in a cell; a difference of two may be negative. Times are minutes of limit time (a day counts 1,440).</remarks>
public readonly record struct Measures
{
    /// <summary>Records in the cohort: accepted in the period or, by basis closed, closed in it. Withdrawn and not accepted ones are not among them.</summary>
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

    public bool IsZero => this == default;

    public static Measures operator +(Measures a, Measures b) => new()
    {
        Accepted = a.Accepted + b.Accepted,
        Closed = a.Closed + b.Closed,
        OnTheSpot = a.OnTheSpot + b.OnTheSpot,
        Due = a.Due + b.Due,
        Overdue = a.Overdue + b.Overdue,
        OpenOverdue = a.OpenOverdue + b.OpenOverdue,
        Timed = a.Timed + b.Timed,
        UsedMinutes = a.UsedMinutes + b.UsedMinutes,
        StatutoryMinutes = a.StatutoryMinutes + b.StatutoryMinutes,
        Rated1 = a.Rated1 + b.Rated1,
        Rated2 = a.Rated2 + b.Rated2,
        Rated3 = a.Rated3 + b.Rated3,
        Rated4 = a.Rated4 + b.Rated4,
        Rated5 = a.Rated5 + b.Rated5,
        Withdrawn = a.Withdrawn + b.Withdrawn,
        NotAccepted = a.NotAccepted + b.NotAccepted,
    };

    public static Measures operator -(Measures a, Measures b) => a + (b * -1);

    /// <summary>Every count and sum multiplied: by −1 to take a contribution back.</summary>
    public static Measures operator *(Measures a, long factor) => new()
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

/// <summary>The measures as columns of a table and as numbers in a row: one order for every statement that writes or reads them.</summary>
public static class MeasureColumns
{
    /// <summary>The column names, in the order of <see cref="Write"/> and <see cref="Read"/>.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        nameof(Measures.Accepted), nameof(Measures.Closed), nameof(Measures.OnTheSpot), nameof(Measures.Due), nameof(Measures.Overdue),
        nameof(Measures.OpenOverdue), nameof(Measures.Timed), nameof(Measures.UsedMinutes), nameof(Measures.StatutoryMinutes),
        nameof(Measures.Rated1), nameof(Measures.Rated2), nameof(Measures.Rated3), nameof(Measures.Rated4), nameof(Measures.Rated5),
        nameof(Measures.Withdrawn), nameof(Measures.NotAccepted),
    ];

    /// <summary>How many there are.</summary>
    public const int Count = 16;

    /// <summary>Lays the measures out in the order of <see cref="Names"/>; <paramref name="values"/> has room for <see cref="Count"/>.</summary>
    public static void Write(in Measures m, Span<long> values)
    {
        (values[0], values[1], values[2], values[3], values[4]) = (m.Accepted, m.Closed, m.OnTheSpot, m.Due, m.Overdue);
        (values[5], values[6], values[7], values[8]) = (m.OpenOverdue, m.Timed, m.UsedMinutes, m.StatutoryMinutes);
        (values[9], values[10], values[11], values[12], values[13]) = (m.Rated1, m.Rated2, m.Rated3, m.Rated4, m.Rated5);
        (values[14], values[15]) = (m.Withdrawn, m.NotAccepted);
    }

    /// <summary>Takes them up again.</summary>
    public static Measures Read(ReadOnlySpan<long> v) => new()
    {
        Accepted = v[0],
        Closed = v[1],
        OnTheSpot = v[2],
        Due = v[3],
        Overdue = v[4],
        OpenOverdue = v[5],
        Timed = v[6],
        UsedMinutes = v[7],
        StatutoryMinutes = v[8],
        Rated1 = v[9],
        Rated2 = v[10],
        Rated3 = v[11],
        Rated4 = v[12],
        Rated5 = v[13],
        Withdrawn = v[14],
        NotAccepted = v[15],
    };
}
