using Microsoft.Extensions.Localization;
using Portal.Domain.Access;

namespace Portal.Access;

/// <summary>Why something about users was refused, in the reader's language.</summary>
internal static class AccessProblems
{
    /// <summary>One sentence for each reason; a code without one is told as it is.</summary>
    public static IReadOnlyList<string> Of(AccessResult result, IStringLocalizer<AccessText> texts) =>
        [.. result.Codes.Select(code => texts[$"Problem.{code}"].Value)];
}
