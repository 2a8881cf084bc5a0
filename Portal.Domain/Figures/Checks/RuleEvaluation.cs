using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Checks;

/// <summary>Calculates terms and comparisons with the numbers of one sheet.</summary>
internal sealed class RuleEvaluation(RuleScope scope, IReadOnlyDictionary<string, FigureValue> values)
{
    public RuleOperand Evaluate(RuleTerm term)
    {
        try
        {
            return Calculate(term);
        }
        catch (OverflowException)
        {
            return RuleOperand.Missing; // beyond what numbers can hold there is nothing to compare
        }
    }

    /// <summary>Whether every comparison is true; null when one is undecided and none is false.</summary>
    public bool? Holds(ChainRule chain)
    {
        var judged = Links(chain).ToList();
        return judged.Contains(value: false) ? false
            : judged.Contains(value: null) ? null
            : true;
    }

    /// <summary>Each comparison of the chain by itself: true, false, or null when an operand has no number.</summary>
    public IEnumerable<bool?> Links(ChainRule chain)
    {
        var operands = chain.Operands.Select(Evaluate).ToList();
        return chain.Comparisons.Select(
            (comparison, i) =>
                operands[i].IsNumber && operands[i + 1].IsNumber
                    ? Compare(operands[i].Number, comparison, operands[i + 1].Number)
                    : (bool?)null
        );
    }

    public FigureValue ValueOf(FormCell cell) => values.GetValueOrDefault(cell.Code);

    private static bool Compare(decimal left, RuleComparison comparison, decimal right) =>
        comparison switch
        {
            RuleComparison.AtMost => left <= right,
            RuleComparison.Less => left < right,
            RuleComparison.Equal => left == right,
            RuleComparison.NotEqual => left != right,
            RuleComparison.AtLeast => left >= right,
            RuleComparison.More => left > right,
        };

    private RuleOperand Calculate(RuleTerm term) =>
        term switch
        {
            NumberTerm number => RuleOperand.Of(number.Number),
            NameTerm name => scope.Find(name.Name.Code) is { } cell ? RuleOperand.Of(ValueOf(cell)) : RuleOperand.Missing,
            SumTerm sum => Sum(sum),
            PairTerm { Sign: '+' } pair => RuleOperand.Add(Calculate(pair.Left), Calculate(pair.Right)),
            PairTerm { Sign: '-' } pair => RuleOperand.Subtract(Calculate(pair.Left), Calculate(pair.Right)),
            PairTerm pair => RuleOperand.Multiply(Calculate(pair.Left), Calculate(pair.Right)),
            _ => RuleOperand.Missing,
        };

    private RuleOperand Sum(SumTerm sum)
    {
        var total = RuleOperand.NotApplied;
        foreach (var name in sum.Parts)
        {
            var known = false;
            foreach (var cell in scope.FindAll(name))
            {
                known = true;
                total = RuleOperand.Add(total, PartOfSum(cell));
            }
            if (!known)
                return RuleOperand.Missing;
        }
        return total;
    }

    // An optional cell without a value adds nothing, as if it did not apply.
    private RuleOperand PartOfSum(FormCell cell)
    {
        var value = RuleOperand.Of(ValueOf(cell));
        return value.IsMissing && !cell.Traits.Required ? RuleOperand.NotApplied : value;
    }
}
