namespace Portal.Domain.Access.Sources;

/// <summary>A source's name to which an API key is bound, and its holder at that time.</summary>
/// <remarks>When the name is assigned to another holder, the binding gives the key no right to it any more.</remarks>
/// <param name="HolderId">The unit; null for the portal as a whole.</param>
public sealed record BoundSource(string Name, int? HolderId);
