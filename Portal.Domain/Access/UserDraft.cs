namespace Portal.Domain.Access;

/// <summary>The properties of a user to create or change.</summary>
/// <param name="Email">The address for reminders; null for none.</param>
public sealed record UserDraft(string UserName, string DisplayName, Role Role, int? UnitId, string? Email = null);
