using System.Globalization;
using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Checks;

/// <summary>Writes the message of a broken rule, with the names and numbers of the sheet, in the reader's language.</summary>
internal sealed class RuleSentences(RuleScope scope, RuleEvaluation evaluation)
{
    private static readonly Dictionary<RuleComparison, string> s_signs = new()
    {
        [RuleComparison.AtMost] = "≤",
        [RuleComparison.Less] = "<",
        [RuleComparison.Equal] = "=",
        [RuleComparison.NotEqual] = "≠",
        [RuleComparison.AtLeast] = "≥",
        [RuleComparison.More] = ">",
    };

    public static string Number(decimal number) => number.ToString("#,0.############", CultureInfo.CurrentCulture);

    /// <summary>办结 880 大于受理 861，请核对.</summary>
    public string Broken(RuleTerm left, RuleComparison comparison, RuleTerm right) =>
        left is NumberTerm && right is not NumberTerm
            ? Broken(right, Mirrored(comparison), left) // “名次 0 小于 1” rather than “1 大于名次 0”
            : FormTexts.Say(
                $"broken.{char.ToLowerInvariant(comparison.ToString()[0])}{comparison.ToString()[1..]}",
                Begin(WithNumber(left)),
                WithNumber(right)
            );

    /// <summary>请填写退回原因件数（退回 &gt; 0 时必填）.</summary>
    public string Required(FormCell cell, ChainRule? when) =>
        when is null ? FormTexts.Say("required", cell.Name) : FormTexts.Say("required.when", NameOf(cell), Condition(when));

    private static RuleComparison Mirrored(RuleComparison comparison) =>
        comparison switch
        {
            RuleComparison.AtMost => RuleComparison.AtLeast,
            RuleComparison.Less => RuleComparison.More,
            RuleComparison.AtLeast => RuleComparison.AtMost,
            RuleComparison.More => RuleComparison.Less,
            RuleComparison.Equal or RuleComparison.NotEqual => comparison,
        };

    private string Condition(ChainRule chain) =>
        Name(chain.Operands[0]) + string.Concat(chain.Comparisons.Select((c, i) => $" {s_signs[c]} {Name(chain.Operands[i + 1])}"));

    private string WithNumber(RuleTerm term)
    {
        if (term is NumberTerm number)
            return (IsEnglish ? "" : " ") + Number(number.Number);
        return $"{Name(term)} {Number(evaluation.Evaluate(term).Number)}";
    }

    private string Name(RuleTerm term) =>
        term switch
        {
            NumberTerm number => Number(number.Number),
            NameTerm name => NameOf(name.Name),
            SumTerm sum => FormTexts.Say("sum.of", string.Join(FormTexts.Say("list.separator"), sum.Parts.Select(NameOf))),
            PairTerm pair =>
                $"{Inner(pair, pair.Left)} {(pair.Sign == '*' ? '×' : pair.Sign == '-' ? '−' : '+')} {Inner(pair, pair.Right)}",
            _ => "",
        };

    private string Inner(PairTerm outer, RuleTerm term) =>
        term is PairTerm { Sign: not '*' } && (outer.Sign == '*' || (outer.Sign == '-' && ReferenceEquals(term, outer.Right)))
            ? $"({Name(term)})"
            : Name(term);

    private string NameOf(RuleName name)
    {
        if (scope.Find(name.Code) is { } cell)
            return NameOf(cell);
        return scope.Column(name.Code) is var (_, column) ? Within(column.Name.ToString()) : name.Code;
    }

    // In a rule for each row, the name includes the row.
    private string NameOf(FormCell cell) =>
        scope.Row is { } row && ReferenceEquals(row.Line, cell.Row) ? Within(cell.Column!.Name.ToString())
        : cell.Column is null ? Within(cell.Name)
        : cell.Name;

    private static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    // “Closed 880 is more than accepted 861”: inside a sentence English names begin in lower case, unless they are abbreviations.
    private static string Within(string name) =>
        IsEnglish && name.Length > 1 && char.IsLower(name[1]) ? char.ToLowerInvariant(name[0]) + name[1..] : name;

    private static string Begin(string sentence) =>
        IsEnglish && sentence.Length > 0 ? char.ToUpperInvariant(sentence[0]) + sentence[1..] : sentence;
}
