using System.Globalization;
using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Checks;

/// <summary>Parses rules. The grammar is in docs/figures.md.</summary>
public sealed class RuleParser
{
    /// <summary>The longest rule, in characters.</summary>
    public const int MostCharacters = 500;

    private const int MostParentheses = 20;

    private static readonly Dictionary<string, RuleComparison> s_comparisons = new(StringComparer.Ordinal)
    {
        ["<="] = RuleComparison.AtMost,
        ["≤"] = RuleComparison.AtMost,
        ["<"] = RuleComparison.Less,
        ["="] = RuleComparison.Equal,
        ["!="] = RuleComparison.NotEqual,
        ["≠"] = RuleComparison.NotEqual,
        [">="] = RuleComparison.AtLeast,
        ["≥"] = RuleComparison.AtLeast,
        [">"] = RuleComparison.More,
    };

    private readonly RuleTokens _tokens;
    private RuleToken _now;
    private int _open;

    private RuleParser(string text)
    {
        _tokens = new RuleTokens(text);
        Step();
    }

    public static RuleReading Read(string? text)
    {
        var rule = text ?? "";
        if (rule.Length > MostCharacters)
            return new(Rule: null, new RuleProblem(MostCharacters, "rule.tooLong", ""));
        try
        {
            return new(new RuleParser(rule).Rule(), Problem: null);
        }
        catch (RuleProblemException broken)
        {
            return new(Rule: null, broken.Problem);
        }
    }

    private FormRule Rule()
    {
        FormRule rule = _now.IsWord("required") ? Required() : Chain();
        if (_now.IsWord("when"))
        {
            Step();
            rule = rule with { When = Chain() };
        }
        return _now.Kind == RuleTokenKind.End ? rule : throw Problem("rule.endExpected");
    }

    private RequiredRule Required()
    {
        Step();
        Expect("(", "rule.openExpected");
        var cell = Name(inSum: false);
        Expect(")", "rule.closeExpected");
        return new(cell);
    }

    private ChainRule Chain()
    {
        var operands = new List<RuleTerm> { Sum() };
        var comparisons = new List<RuleComparison>();
        while (_now.Kind == RuleTokenKind.Sign && s_comparisons.TryGetValue(_now.Text, out var comparison))
        {
            comparisons.Add(comparison);
            Step();
            operands.Add(Sum());
        }
        return comparisons.Count > 0 ? new(operands, comparisons) : throw Problem("rule.comparisonExpected");
    }

    private RuleTerm Sum()
    {
        var term = Product();
        while (_now.Is("+") || _now.Is("-"))
        {
            var sign = _now.Text[0];
            Step();
            term = new PairTerm(term, sign, Product());
        }
        return term;
    }

    private RuleTerm Product()
    {
        var term = Factor();
        while (_now.Is("*"))
        {
            Step();
            term = new PairTerm(term, '*', Factor());
        }
        return term;
    }

    private RuleTerm Factor()
    {
        if (_now.Kind == RuleTokenKind.Number)
            return Number();
        if (_now.IsWord("sum"))
            return SumOf();
        return _now.Is("(") ? Parenthesis() : new NameTerm(Name(inSum: false));
    }

    private NumberTerm Number()
    {
        if (
            !decimal.TryParse(_now.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > FigureValue.Largest
        )
        {
            throw Problem("rule.notNumber");
        }
        Step();
        return new(number);
    }

    private SumTerm SumOf()
    {
        Step();
        if (!_now.Is("("))
            throw Problem("rule.openExpected");
        var parts = new List<RuleName>();
        do
        {
            Step(hyphens: true);
            parts.Add(Name(inSum: true));
        } while (_now.Is(","));
        Expect(")", "rule.closeExpected");
        return new(parts);
    }

    private RuleTerm Parenthesis()
    {
        if (++_open > MostParentheses)
            throw Problem("rule.tooDeep");
        Step();
        var term = Sum();
        Expect(")", "rule.closeExpected");
        _open--;
        return term;
    }

    private RuleName Name(bool inSum)
    {
        if (_now.Kind != RuleTokenKind.Name || _now.Text is "sum" or "required" or "when")
            throw Problem("rule.nameExpected");
        var name = new RuleName(_now.Text, _now.Position, inSum);
        Step();
        return name;
    }

    private void Expect(string sign, string code)
    {
        if (!_now.Is(sign))
            throw Problem(code);
        Step();
    }

    private void Step(bool hyphens = false) => _now = _tokens.Next(hyphens);

    private RuleProblemException Problem(string code) => new(new RuleProblem(_now.Position, code, _now.Text));
}
