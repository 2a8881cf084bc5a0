namespace Portal.Access;

/// <summary>The texts of signing in, users and keys.</summary>
public sealed class AccessText;
