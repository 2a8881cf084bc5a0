namespace Portal.Domain.Access;

/// <summary>A key with which another system calls the API. Only a hash of the secret is kept.</summary>
public sealed class ApiKey
{
    public int Id { get; set; }

    public required string Name { get; set; }

    /// <summary>SHA-256 of the whole key as 64 lower-case hexadecimal digits; the key has 256 random bits, so no salt is needed.</summary>
    public required string SecretHash { get; set; }

    /// <summary>The first characters of the key, to tell keys apart on a page.</summary>
    public required string Prefix { get; set; }

    /// <summary>The key may act for this unit and all below it.</summary>
    public int UnitId { get; set; }

    /// <summary>Permissions such as <c>cases:write</c>, separated by blanks.</summary>
    public required string Permissions { get; set; }

    /// <summary>The only names of sources under which the key sends records; none means every name that its unit holds or claims.</summary>
    public List<ApiKeySource> Sources { get; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Null while the key is valid.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>A use at most an hour before the last one; null when never used.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}
