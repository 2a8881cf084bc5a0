using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Editing;

/// <summary>Validates the checks of a form: each can be parsed, and names cells of the form.</summary>
internal static class CheckRules
{
    private static readonly string[] s_reserved = ["required", "outlier", "value"];

    public static void Check(FormDefinition definition, FormProblems problems)
    {
        if (definition.Checks is null || definition.Checks.Contains(null!) || definition.Checks.Count > FormValidation.MostChecks)
        {
            problems.Add("checks", "form.tooManyChecks", FormValidation.MostChecks);
            return;
        }
        var codes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var lookups = 0L;
        for (var i = 0; i < definition.Checks.Count; i++)
            lookups += CheckOne(definition, definition.Checks[i], $"checks[{i}]", codes, problems);
        if (lookups > FormValidation.MostLookups)
            problems.Add("checks", "form.tooMuchToCheck");
    }

    private static long CheckOne(FormDefinition definition, FormCheck check, string path, HashSet<string> codes, FormProblems problems)
    {
        if (!FormTextRules.IsSectionCode(check.Code) || s_reserved.Contains(check.Code))
            problems.Add($"{path}.code", "form.checkCode");
        else if (!codes.Add(check.Code))
            problems.Add($"{path}.code", "form.codeTwice", check.Code);
        if (!Enum.IsDefined(check.Severity))
            problems.Add($"{path}.severity", "form.severity");
        FormTextRules.CheckHelp(check.Message, $"{path}.message", problems);
        var scopes = RuleScope.Of(definition, check).ToList();
        if (scopes.Count > 0)
            return CheckRule(scopes, check, $"{path}.rule", problems);
        problems.Add($"{path}.each", "form.noTable", check.Each ?? "");
        return 0;
    }

    private static long CheckRule(List<RuleScope> scopes, FormCheck check, string path, FormProblems problems)
    {
        var (rule, problem) = RuleParser.Read(check.Rule);
        if (problem is not null)
            problems.Add(new(path, problem.Code, problem.Message, problem.Position));
        if (rule is null)
            return 0;
        // The rows of a table have the same columns: a name of the first row exists in all.
        foreach (var name in rule.Names.Where(n => !scopes[0].FindAll(n).Any()))
        {
            problems.Add(new(path, "rule.unknownName", FormTexts.Say("rule.unknownName", name.Code, name.Position + 1), name.Position));
        }
        if (!rule.Names.Any())
            problems.Add(new(path, "rule.noName", FormTexts.Say("rule.noName"), 0));
        return rule.Names.Sum(n => (long)scopes[0].FindAll(n).Count()) * scopes.Count;
    }
}
