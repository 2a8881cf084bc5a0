namespace Portal.Domain.Access.Keyring;

/// <summary>Where the key file lies: the setting <c>Portal:KeyFile</c>.</summary>
/// <param name="Path">Absolute.</param>
public sealed record KeyFileOptions(string Path);
