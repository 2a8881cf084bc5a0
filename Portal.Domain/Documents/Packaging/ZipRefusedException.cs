namespace Portal.Domain.Documents.Packaging;

/// <summary>An archive that is refused.</summary>
/// <param name="part">The entry at which it was refused, by its name or number; empty for the archive as a whole.</param>
internal sealed class ZipRefusedException(ZipFault fault, string part = "") : Exception($"The archive is refused: {fault} {part}")
{
    public ZipFault Fault { get; } = fault;

    public string Part { get; } = part;
}

internal enum ZipFault
{
    /// <summary>It is damaged or no archive.</summary>
    Broken,

    /// <summary>It has more entries, or expands to more, than the limits allow.</summary>
    TooLarge,
}
