using Microsoft.Extensions.Localization;
using Portal.Domain.Access;

namespace Portal.Access;

/// <summary>Texts of refusals about users, in the reader's language.</summary>
internal static class AccessProblems
{
    /// <summary>The text of the refusal; without one, its code.</summary>
    public static IReadOnlyList<string> Of(AccessResult result, IStringLocalizer<AccessText> texts) =>
        [.. result.Codes.Select(code => texts[$"Problem.{code}"].Value)];
}
