using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Checks;

/// <summary>Finds the shares that a rule implies.</summary>
internal static class RuleShares
{
    /// <summary>The operands from part to whole; null when the rule does not rise or fall all along.</summary>
    public static IReadOnlyList<RuleTerm>? Order(ChainRule chain)
    {
        if (chain.Comparisons.All(c => c == RuleComparison.AtMost))
            return chain.Operands;
        return chain.Comparisons.All(c => c == RuleComparison.AtLeast) ? [.. chain.Operands.Reverse()] : null;
    }

    /// <param name="rising">From part to whole; the last is the whole of all others.</param>
    public static void Add(Dictionary<string, CellShare> shares, RuleScope scope, RuleEvaluation evaluation, IReadOnlyList<RuleTerm> rising)
    {
        // A bound such as “≤ 100” is no whole.
        if (rising[^1] is NumberTerm || evaluation.Evaluate(rising[^1]) is not { IsNumber: true, Number: > 0 and var whole })
            return;
        var all = rising[^1] is NameTerm name ? scope.Find(name.Name.Code)?.Traits : null;
        foreach (var part in rising.SkipLast(1).OfType<NameTerm>())
        {
            if (scope.Find(part.Name.Code) is { } cell && IsPart(cell.Traits, all) && evaluation.ValueOf(cell).Number is { } number)
                shares.TryAdd(cell.Code, new(number, whole));
        }
    }

    // Counted things can be parts of a count. A required floor area is no part of the actual one, nor are days parts of days.
    private static bool IsPart(IndicatorTraits part, IndicatorTraits? all) =>
        part.Decimals == 0 && (all is null || (all.Decimals == 0 && all.Unit == part.Unit));
}
