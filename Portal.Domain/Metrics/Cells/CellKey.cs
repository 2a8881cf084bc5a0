using System.Runtime.CompilerServices;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Cells;

/// <summary>The primary key of a cell.</summary>
public readonly record struct CellKey(CellDimension Dimension, RecordStream Stream, CellBasis Basis, int UnitId, int Period, int Key)
{
    /// <summary>The order of the table's primary key.</summary>
    public static IComparer<CellKey> TableOrder { get; } = Comparer<CellKey>.Create((a, b) => a.Packed.CompareTo(b.Packed));

    /// <summary>The whole key as one number that sorts in the table's order, because no part is ever negative.</summary>
    internal UInt128 Packed =>
        new(
            ((ulong)Dimension << 48) | ((ulong)Stream << 40) | ((ulong)Basis << 32) | (uint)UnitId,
            ((ulong)(uint)Period << 32) | (uint)Key
        );

    /// <summary>The reverse of <see cref="Packed"/>.</summary>
    internal static CellKey Unpack(UInt128 packed)
    {
        var (upper, lower) = ((ulong)(packed >> 64), (ulong)packed);
        return new(
            (CellDimension)(upper >> 48),
            (RecordStream)(byte)(upper >> 40),
            (CellBasis)(byte)(upper >> 32),
            (int)upper,
            (int)(lower >> 32),
            (int)lower
        );
    }

    public bool Equals(CellKey other) => Packed == other.Packed;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public override int GetHashCode()
    {
        var packed = Packed;
        return HashMixer.Hash((ulong)(packed >> 64), (ulong)packed);
    }
}

internal static class HashMixer
{
    /// <summary>A hash whose upper bits depend on every bit of both numbers; <see cref="SumTable{TKey}"/> uses the upper bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Hash(ulong a, ulong b)
    {
        var high = Math.BigMul(a ^ 0x9E37_79B9_7F4A_7C15, b ^ 0xD1B5_4A32_D192_ED03, out var low);
        return (int)((high ^ low) >> 32);
    }
}
