using System.Runtime.InteropServices;

namespace Portal.Domain.Metrics.Formulas;

/// <summary>The measures as columns of a table and as numbers in a row: one order for every statement that writes or reads them.</summary>
public static class MeasureColumns
{
    /// <summary>The column names, in the order of <see cref="Write"/> and <see cref="Read"/>.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        nameof(Measures.Accepted),
        nameof(Measures.Closed),
        nameof(Measures.OnTheSpot),
        nameof(Measures.Due),
        nameof(Measures.Overdue),
        nameof(Measures.OpenOverdue),
        nameof(Measures.Timed),
        nameof(Measures.UsedMinutes),
        nameof(Measures.StatutoryMinutes),
        nameof(Measures.Rated1),
        nameof(Measures.Rated2),
        nameof(Measures.Rated3),
        nameof(Measures.Rated4),
        nameof(Measures.Rated5),
        nameof(Measures.Withdrawn),
        nameof(Measures.NotAccepted),
    ];

    /// <summary>The number of measures. A multiple of four, because <see cref="Measures.AddTo"/> adds four at a time.</summary>
    public const int Count = 16;

    /// <summary>The columns of <see cref="RecordCounts"/>, in the order of <see cref="ReadCounts"/>.</summary>
    public static readonly IReadOnlyList<string> CountNames =
    [
        nameof(Measures.Accepted),
        nameof(Measures.Closed),
        nameof(Measures.Withdrawn),
        nameof(Measures.NotAccepted),
    ];

    /// <summary>
    /// The measures as a span over the struct's own memory, in the order of <see cref="Names"/>: that of their declaration.
    /// </summary>
    public static ReadOnlySpan<long> Values(ref readonly Measures measures) =>
        MemoryMarshal.Cast<Measures, long>(new ReadOnlySpan<Measures>(in measures));

    /// <summary>
    /// Copies the measures in the order of <see cref="Names"/>; <paramref name="values"/> holds at least <see cref="Count"/>.
    /// </summary>
    public static void Write(in Measures m, Span<long> values) => Values(in m).CopyTo(values);

    /// <summary>The reverse of <see cref="Write"/>.</summary>
    public static Measures Read(ReadOnlySpan<long> values) => MemoryMarshal.Cast<long, Measures>(values[..Count])[0];

    /// <summary>Measures with the counts of <see cref="CountNames"/> alone; all others are 0.</summary>
    public static Measures ReadCounts(ReadOnlySpan<long> values) =>
        new()
        {
            Accepted = values[0],
            Closed = values[1],
            Withdrawn = values[2],
            NotAccepted = values[3],
        };
}
