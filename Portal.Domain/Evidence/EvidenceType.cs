namespace Portal.Domain.Evidence;

/// <summary>The formats that are taken as evidence. Stored by number: never renumbered.</summary>
public enum EvidenceType : byte
{
    Jpeg = 1,
    Png = 2,
    Pdf = 3,
}

/// <summary>The names of the formats.</summary>
public static class EvidenceTypes
{
    /// <summary>The media type, for <c>Content-Type</c>.</summary>
    public static string MediaType(this EvidenceType type) =>
        type switch
        {
            EvidenceType.Jpeg => "image/jpeg",
            EvidenceType.Png => "image/png",
            EvidenceType.Pdf => "application/pdf",
        };

    /// <summary>The extensions that a browser offers to choose, separated by commas.</summary>
    public const string Accept = ".jpg,.jpeg,.png,.pdf";

    /// <summary>The format of an extension in lower case, without its dot; null for one that is not taken.</summary>
    internal static EvidenceType? OfExtension(string extension) =>
        extension switch
        {
            "jpg" or "jpeg" => EvidenceType.Jpeg,
            "png" => EvidenceType.Png,
            "pdf" => EvidenceType.Pdf,
            _ => null,
        };
}
