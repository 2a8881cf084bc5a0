namespace Portal.Domain.Evidence;

/// <summary>The longest texts of evidence, in characters.</summary>
public static class EvidenceColumns
{
    /// <summary>The name of a file, with its extension.</summary>
    public const int NameLength = 120;

    /// <summary>A hash in hexadecimal digits.</summary>
    public const int HashLength = 64;

    /// <summary>A user's sign-in name.</summary>
    public const int AuthorLength = 256;
}
