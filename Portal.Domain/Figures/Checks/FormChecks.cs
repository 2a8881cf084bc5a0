using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Checks;

/// <summary>Checks the numbers of a sheet for missing, contradictory and unusual values. Reads nothing but its arguments.</summary>
public static class FormChecks
{
    /// <param name="values">By cell; a cell that is left out has no value.</param>
    /// <param name="history">What the unit reported in up to twelve months before, by cell.</param>
    /// <returns>In the order in which a clerk fills in the cells, errors before warnings; sentences in the caller's language.</returns>
    public static IReadOnlyList<FormFinding> Run(
        FormDefinition definition,
        IReadOnlyDictionary<string, FigureValue> values,
        IReadOnlyDictionary<string, IReadOnlyList<decimal>> history
    )
    {
        var order = definition.Cells.Select((cell, i) => (cell.Code, i)).ToDictionary(c => c.Code, c => c.i, StringComparer.Ordinal);
        return
        [
            .. Missing(definition, values)
                .Concat(Unfit(definition, values))
                .Concat(Broken(definition, values))
                .Concat(Unusual(definition, values, history))
                .OrderBy(f => order[f.Cell])
                .ThenBy(f => f.Severity),
        ];
    }

    /// <summary>
    /// Each cell's share of the whole that a rule names: with <c>onTheSpot &lt;= closed &lt;= accepted</c>, on the spot of accepted and
    /// closed of accepted. Only where both are counts of one unit of measure.
    /// </summary>
    /// <returns>By cell; the first rule that names the cell decides. Cells without a number, and wholes of zero, are left out.</returns>
    public static IReadOnlyDictionary<string, CellShare> Shares(FormDefinition definition, IReadOnlyDictionary<string, FigureValue> values)
    {
        var shares = new Dictionary<string, CellShare>(StringComparer.Ordinal);
        foreach (var (check, rule) in CompiledChecks.Of(definition).All)
        {
            // A warning states no part of a whole.
            if (check.Severity == CheckSeverity.Warning || rule is not ChainRule chain || RuleShares.Order(chain) is not { } rising)
                continue;
            foreach (var scope in RuleScope.Of(definition, check))
                RuleShares.Add(shares, scope, new RuleEvaluation(scope, values), rising);
        }
        return shares;
    }

    private static IEnumerable<FormFinding> Missing(FormDefinition definition, IReadOnlyDictionary<string, FigureValue> values) =>
        from cell in definition.Cells
        where cell.Traits.Required && values.GetValueOrDefault(cell.Code).IsMissing
        select new FormFinding(
            cell.Code,
            CheckSeverity.Error,
            "required",
            FormTexts.Say(cell.Traits.MayNotApply ? "required.orNotApplicable" : "required", cell.Name)
        );

    // Values are checked when they are saved; a form that changed since may no longer accept them.
    private static IEnumerable<FormFinding> Unfit(FormDefinition definition, IReadOnlyDictionary<string, FigureValue> values) =>
        from cell in definition.Cells
        let value = values.GetValueOrDefault(cell.Code)
        let problem = TraitRules.Problem(cell.Traits, value)
        where problem is not null
        select new FormFinding(cell.Code, CheckSeverity.Error, "value", TraitRules.Message(problem, cell.Traits, value.ToString()));

    private static IEnumerable<FormFinding> Broken(FormDefinition definition, IReadOnlyDictionary<string, FigureValue> values) =>
        from compiled in CompiledChecks.Of(definition).All
        from scope in RuleScope.Of(definition, compiled.Check)
        let found = new RuleChecker(scope, values).Check(compiled.Rule)
        where found is not null
        select new FormFinding(
            found.Value.Cell.Code,
            compiled.Check.Severity,
            compiled.Check.Code,
            compiled.Check.Message?.ToString() ?? found.Value.Message
        );

    private static IEnumerable<FormFinding> Unusual(
        FormDefinition definition,
        IReadOnlyDictionary<string, FigureValue> values,
        IReadOnlyDictionary<string, IReadOnlyList<decimal>> history
    ) =>
        from cell in definition.Cells
        let number = values.GetValueOrDefault(cell.Code).Number
        where number is not null && history.ContainsKey(cell.Code)
        let message = Outliers.Find(number.Value, history[cell.Code])
        where message is not null
        select new FormFinding(cell.Code, CheckSeverity.Warning, "outlier", message);
}

/// <summary>A cell's part of a whole.</summary>
/// <param name="Denominator">Above 0.</param>
public readonly record struct CellShare(decimal Numerator, decimal Denominator)
{
    /// <summary>May pass 1 where the rule is broken.</summary>
    public decimal Share => Numerator / Denominator;
}
