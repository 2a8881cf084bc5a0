namespace Portal.Domain.Demonstration.Sampling;

/// <summary>A pseudo-random sequence that is the same on every machine and runtime (SplitMix64).</summary>
/// <remarks>
/// <see cref="Random"/> does not promise the same numbers for a seed from one version of .NET to the next.
/// Only whole-number arithmetic and exact operations on doubles are used, never a logarithm or a root,
/// whose last bit may differ between machines.
/// </remarks>
internal sealed class DeterministicRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A sequence for one part of the data, seeded by its name, so that a change in one part does not change the others.</summary>
    public static DeterministicRandom For(string part)
    {
        var hash = 14_695_981_039_346_656_037UL; // FNV-1a
        foreach (var c in part)
            hash = (hash ^ c) * 1_099_511_628_211UL;
        return new(hash);
    }

    /// <summary>A number from 0 inclusive to 1 exclusive.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Share() < probability;

    /// <summary>A whole number; both ends inclusive.</summary>
    public int Between(int minimum, int maximum) => minimum + (int)(Share() * (maximum - minimum + 1));

    /// <summary>A number between the ends, the middle likelier than the ends.</summary>
    public double Around(double minimum, double maximum) => minimum + ((Share() + Share() + Share()) / 3 * (maximum - minimum));

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
