using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Checks;

/// <summary>Applies a rule to one sheet, or to one row of it.</summary>
internal sealed class RuleChecker
{
    private readonly RuleScope _scope;
    private readonly RuleEvaluation _evaluation;
    private readonly RuleSentences _sentences;

    public RuleChecker(RuleScope scope, IReadOnlyDictionary<string, FigureValue> values)
    {
        _scope = scope;
        _evaluation = new RuleEvaluation(scope, values);
        _sentences = new RuleSentences(scope, _evaluation);
    }

    /// <summary>The cell to mark and why; null when the rule is kept, does not apply, or cannot be decided yet.</summary>
    public (FormCell Cell, string Message)? Check(FormRule rule)
    {
        if (rule.When is { } when && _evaluation.Holds(when) != true)
            return null;
        return rule switch
        {
            RequiredRule required => Check(required),
            ChainRule chain => Check(chain),
            _ => null,
        };
    }

    private (FormCell Cell, string Message)? Check(RequiredRule rule) =>
        _scope.Find(rule.Cell.Code) is { } cell && _evaluation.ValueOf(cell).IsMissing
            ? (cell, _sentences.Required(cell, rule.When))
            : null;

    private (FormCell Cell, string Message)? Check(ChainRule chain)
    {
        var broken = _evaluation.Links(chain).ToList().IndexOf(false);
        if (broken < 0)
            return null;
        var (left, right) = (chain.Operands[broken], chain.Operands[broken + 1]);
        return Place(left, right) is { } cell ? (cell, _sentences.Broken(left, chain.Comparisons[broken], right)) : null;
    }

    // Marks a single cell rather than the first of many.
    private FormCell? Place(RuleTerm left, RuleTerm right)
    {
        var names = new[] { left, right }.OrderBy(t => t is NameTerm ? 0 : 1).SelectMany(t => t.Names);
        return names.SelectMany(_scope.FindAll).FirstOrDefault();
    }
}
