namespace Portal.Domain.Evidence;

/// <summary>A file of evidence in a list, without its bytes.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Round">The round in which it was added, from 1 on.</param>
/// <param name="Name">Its name, with its extension.</param>
/// <param name="Type">Its format.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">The hash of its bytes, in hexadecimal digits.</param>
/// <param name="AddedBy">The sign-in name, or the name of the API key.</param>
/// <param name="AddedAt">When it was added.</param>
public sealed record EvidenceView(
    long Id,
    int Round,
    string Name,
    EvidenceType Type,
    int Length,
    string Sha256,
    string AddedBy,
    DateTimeOffset AddedAt
);

/// <summary>A file of evidence to download.</summary>
/// <param name="Name">Its name, with its extension.</param>
/// <param name="Type">Its format.</param>
/// <param name="Bytes">Exactly what was sent.</param>
public sealed record EvidenceDownload(string Name, EvidenceType Type, byte[] Bytes);
