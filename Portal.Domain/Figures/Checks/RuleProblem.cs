using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Checks;

/// <summary>Why a text is no rule, and where.</summary>
/// <param name="Position">The character at which parsing stopped, from 0; the text's length at its end.</param>
/// <param name="Code">A key of the texts, such as <c>rule.comparisonExpected</c>.</param>
/// <param name="Found">The token at this position; empty at the end.</param>
public sealed record RuleProblem(int Position, string Code, string Found)
{
    /// <summary>The sentence in the reader's language.</summary>
    public string Message => FormTexts.Say(Code, Found, Position + 1);
}

/// <summary>A rule, or the problem with its text: exactly one of them.</summary>
public readonly record struct RuleReading(FormRule? Rule, RuleProblem? Problem);

internal sealed class RuleProblemException(RuleProblem problem) : Exception(problem.Code)
{
    public RuleProblem Problem { get; } = problem;
}
