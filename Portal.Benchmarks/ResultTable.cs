using System.Globalization;

namespace Portal.Benchmarks;

/// <summary>A measurement, beside its peer or limit of the same run.</summary>
/// <param name="Work">The measured work.</param>
/// <param name="Measured">Its figure with unit.</param>
/// <param name="Peer">The peer's or limit's figure with unit.</param>
/// <param name="Ratio">The measurement as a ratio to the peer or limit.</param>
/// <param name="Promise">The promised bound of the ratio.</param>
/// <param name="Kept">Whether the bound is kept.</param>
internal sealed record Measurement(string Work, string Measured, string Peer, double Ratio, string Promise, bool Kept);

/// <summary>Prints measurements as a table of Markdown.</summary>
internal static class ResultTable
{
    public static void Print(IEnumerable<Measurement> measurements)
    {
        Console.WriteLine("| work | measured | peer or limit in the same run | ratio | promise | kept |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var measurement in measurements)
            Console.WriteLine(Line(measurement));
    }

    public static string Line(Measurement m) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {m.Work} | {m.Measured} | {m.Peer} | {m.Ratio:0.##} × | {m.Promise} | {(m.Kept ? "yes" : "no")} |"
        );

    public static string PerSecond(long count, TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{count / time.TotalSeconds:#,0} rows/s ({time.TotalSeconds:0.00} s)");

    public static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0##} ms");
}
