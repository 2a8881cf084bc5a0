using Microsoft.AspNetCore.Identity;

namespace Portal.Domain.Access;

/// <summary>The reasons of a refusal, one stable code each; empty when the change was made.</summary>
public sealed record AccessResult(IReadOnlyList<string> Codes)
{
    public static AccessResult Done { get; } = new([]);

    public bool Ok => Codes.Count == 0;

    /// <summary>The result of the framework, with its codes.</summary>
    public static AccessResult Of(IdentityResult result) => result.Succeeded ? Done : new([.. result.Errors.Select(e => e.Code)]);
}
