using Microsoft.AspNetCore.Identity;
using Portal.Domain.Shared;

namespace Portal.Domain.Access;

/// <summary>Brings sign-in names to the form in which they are compared; what no account can have as a name becomes empty.</summary>
/// <remarks>The platform's own fails for unpaired surrogates, and a long text may take it very long: anyone can send either.</remarks>
internal sealed class SignInNameNormalizer : ILookupNormalizer
{
    private const int Longest = 256; // characters, as in the table

    private readonly UpperInvariantLookupNormalizer _usual = new();

    public string? NormalizeName(string? name) => name is null || IsUsable(name) ? _usual.NormalizeName(name) : "";

    public string? NormalizeEmail(string? email) => email is null || IsUsable(email) ? _usual.NormalizeEmail(email) : "";

    private static bool IsUsable(string text) => text.Length <= Longest && RecordText.IsStorable(text);
}
