using System.Globalization;
using Portal.Tests.Support;

namespace Portal.Tests.Fuzzing;

/// <summary>
/// How much is tried, and from which seed: <c>PORTAL_FUZZ_SEED</c> repeats a run, <c>PORTAL_FULL=1</c> runs full counts, and
/// <c>PORTAL_FUZZ_COUNT</c> any other.
/// </summary>
internal static class FuzzOptions
{
    private const int UsualSeed = 20_141_031;

    public static int Seed => Number("PORTAL_FUZZ_SEED") ?? UsualSeed;

    /// <summary>Calls of the API and of pages.</summary>
    public static int Calls => Number("PORTAL_FUZZ_COUNT") ?? (Requirements.Full ? 100_000 : 2_000);

    /// <summary>Files read.</summary>
    public static int Files => Number("PORTAL_FUZZ_COUNT") ?? (Requirements.Full ? 10_000 : 600);

    /// <summary>Files sent to the upload endpoints.</summary>
    public static int Uploads => Number("PORTAL_FUZZ_COUNT") ?? (Requirements.Full ? 10_000 : 300);

    /// <summary>The same numbers for the same seed and index, whatever was tried before.</summary>
    public static Random Random(int index) => new(HashCode(Seed, index));

    // Unlike System.HashCode, the same in every process.
    private static int HashCode(int seed, int index) => unchecked((int)(((uint)seed * 2_654_435_761u) ^ ((uint)index * 2_246_822_519u)));

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
