namespace Portal.Domain.Moving;

/// <summary>A digest of a table's rows that does not depend on their order: the number of rows and the sum of their hashes.</summary>
/// <param name="Rows">Number of rows; 0 for an empty table.</param>
/// <param name="A">The hash's first quarter; each quarter is summed separately, modulo 2⁶⁴.</param>
/// <param name="B">Its second quarter.</param>
/// <param name="C">Its third quarter.</param>
/// <param name="D">Its last quarter.</param>
public readonly record struct MoveDigest(long Rows, ulong A, ulong B, ulong C, ulong D)
{
    public override string ToString() => $"{A:x16}{B:x16}{C:x16}{D:x16}";
}
