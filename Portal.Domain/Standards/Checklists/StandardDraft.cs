using Portal.Domain.Shared;

namespace Portal.Domain.Standards.Checklists;

/// <summary>A version as it is written.</summary>
/// <param name="Requirements">At least one.</param>
/// <param name="Basis">The document; may be blank.</param>
public sealed record StandardDraft(IReadOnlyList<Requirement> Requirements, string? Basis)
{
    /// <summary>The most requirements of a checklist.</summary>
    public const int MostRequirements = 40;

    /// <summary>The longest text of a requirement, in characters.</summary>
    public const int TextLength = 200;

    /// <summary>The longest code of a requirement, in characters.</summary>
    public const int CodeLength = 30;

    /// <summary>Why it is refused; null when it is not.</summary>
    public Refusal? Check()
    {
        if (Requirements.Count is 0 or > MostRequirements)
            return StandardRefusal.RequirementsAreWrong;
        if (!Requirements.All(r => IsCode(r.Code)) || Requirements.DistinctBy(r => r.Code).Count() < Requirements.Count)
            return StandardRefusal.CodesAreWrong;
        if (Requirements.Any(r => r.LeastArea is <= 0 or > 1_000_000))
            return StandardRefusal.AreaIsWrong;
        return Requirements.Select(r => StandardRefusal.OfTexts.OfNeeded(r.Text, TextLength)).FirstOrDefault(wrong => wrong is not null)
            ?? StandardRefusal.OfTexts.OfRemark(Basis, ServiceStandard.BasisLength);
    }

    private static bool IsCode(string code) => code.Length is > 0 and <= CodeLength && code.All(char.IsAsciiLetterOrDigit);
}
