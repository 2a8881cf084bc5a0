namespace Portal.Domain.Demonstration.Sampling;

/// <summary>A stream of numbers that is the same on every machine and with every runtime (SplitMix64).</summary>
/// <remarks>
/// <see cref="Random"/> does not promise the same numbers for a seed from one version of .NET to the next.
/// Only whole-number arithmetic and exact operations on doubles are used, never a logarithm or a root,
/// whose last bit may differ between machines.
/// </remarks>
internal sealed class SteadyRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A stream of its own for a part of the work, so that a change in one part leaves the others as they are.</summary>
    public static SteadyRandom For(string part)
    {
        var hash = 14_695_981_039_346_656_037UL; // FNV-1a
        foreach (var c in part)
            hash = (hash ^ c) * 1_099_511_628_211UL;
        return new(hash);
    }

    /// <summary>0 or more, less than 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Share() < probability;

    /// <summary>Both ends inclusive.</summary>
    public int Between(int least, int most) => least + (int)(Share() * (most - least + 1));

    /// <summary>Both ends inclusive, the middle likelier than the ends.</summary>
    public double Around(double least, double most) => least + ((Share() + Share() + Share()) / 3 * (most - least));

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
