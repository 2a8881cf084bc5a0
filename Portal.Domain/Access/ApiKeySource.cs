namespace Portal.Domain.Access;

/// <summary>A source's name to which an API key is bound.</summary>
public sealed class ApiKeySource
{
    public int ApiKeyId { get; set; }

    public required string Name { get; set; }

    /// <summary>The holder of the name when the key was made; null for the portal as a whole.</summary>
    public int? HolderId { get; set; }
}
