using Portal.Domain.Shared;

namespace Portal.Domain.Evidence;

/// <summary>What a file of evidence belongs to. Stored by number: never renumbered.</summary>
public enum EvidenceSubject : byte
{
    /// <summary>整改: a rectification order.</summary>
    Rectification = 1,
}

/// <summary>佐证材料: the facts about a file that is kept as proof. Its bytes are a row of their own, so that a list loads none.</summary>
public sealed class EvidenceFile : IFrozen
{
    public long Id { get; set; }

    public EvidenceSubject Subject { get; set; }

    /// <summary>The id of the order or other thing that the file belongs to.</summary>
    public long SubjectId { get; set; }

    /// <summary>The round of the subject in which the file was added, from 1 on: a new one begins when the work is sent back.</summary>
    public int Round { get; set; }

    /// <summary>The cleaned name, with its extension.</summary>
    public required string Name { get; set; }

    public EvidenceType Type { get; set; }

    /// <summary>In bytes, from 1 on.</summary>
    public int Length { get; set; }

    /// <summary>The hash of the bytes, as 64 hexadecimal digits in lower case.</summary>
    public required string Sha256 { get; set; }

    /// <summary>The sign-in name, or the name of the API key.</summary>
    public required string AddedBy { get; set; }

    public DateTimeOffset AddedAt { get; set; }

    /// <summary>Its bytes; null unless it is just being added.</summary>
    public EvidenceContent? Content { get; set; }
}

/// <summary>The bytes of a file of evidence, exactly as they were sent.</summary>
public sealed class EvidenceContent : IFrozen
{
    public long FileId { get; set; }

    public required byte[] Bytes { get; set; }
}
