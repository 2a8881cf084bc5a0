namespace Portal.Domain.Documents.Packaging;

/// <summary>XML from outside that is not given to a library.</summary>
/// <param name="part">The name of the part in its archive.</param>
/// <param name="at">The place in the part: a line, or what the part itself calls the place.</param>
/// <param name="cause">The exception of the platform's reader of XML; null when a limit was exceeded.</param>
internal sealed class MarkupRefusedException(MarkupFault fault, string part, string at, Exception? cause = null)
    : Exception($"{part}, {at}: {fault}", cause)
{
    public MarkupFault Fault { get; } = fault;

    /// <summary>As in <c>xl/worksheets/sheet1.xml, A2147483647</c>.</summary>
    public string Place { get; } = at.Length == 0 ? part : $"{part}, {at}";
}

internal enum MarkupFault
{
    /// <summary>It is no well-formed XML, or declares a document type and with it entities.</summary>
    Malformed,

    /// <summary>It is deeper, longer, larger or more varied than Office programs write.</summary>
    Excessive,

    /// <summary>A row or cell lies outside a worksheet.</summary>
    OutsideSheet,
}
